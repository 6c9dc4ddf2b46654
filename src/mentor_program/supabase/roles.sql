-- The roles that Supabase brings along, made where they are missing, and the login of our own web process.

do $$
begin
  if to_regrole('anon') is null then
    create role anon nologin noinherit;
  end if;
  if to_regrole('authenticated') is null then
    create role authenticated nologin noinherit;
  end if;
  if to_regrole('service_role') is null then
    create role service_role nologin noinherit bypassrls;
  end if;
  if to_regrole('mentor_program_web') is null then
    -- Without inheritance it holds no right of `authenticated` until it says whom it acts for.
    create role mentor_program_web login noinherit nocreatedb nocreaterole;
  end if;
exception when duplicate_object or unique_violation then
  null; -- roles belong to the whole server: another database on it was first
end $$;

grant anon, authenticated to mentor_program_web;
