-- Stand-in for Supabase's schema `auth`: each part is made only where it is missing, so Supabase keeps its own.
create schema if not exists auth;

do $$
begin
  if to_regprocedure('auth.jwt()') is null then
    create function auth.jwt() returns jsonb
    language sql stable parallel safe set search_path = ''
    as 'select nullif(current_setting(''request.jwt.claims'', true), '''')::jsonb';
    grant usage on schema auth to anon, authenticated, service_role;
    grant execute on function auth.jwt() to anon, authenticated, service_role;
  end if;
  if to_regprocedure('auth.uid()') is null then
    create function auth.uid() returns uuid
    language sql stable parallel safe set search_path = ''
    as 'select (nullif(current_setting(''request.jwt.claims'', true), '''')::jsonb ->> ''sub'')::uuid';
    grant execute on function auth.uid() to anon, authenticated, service_role;
  end if;
  if to_regprocedure('auth.role()') is null then
    create function auth.role() returns text
    language sql stable parallel safe set search_path = ''
    as 'select nullif(current_setting(''request.jwt.claims'', true), '''')::jsonb ->> ''role''';
    grant execute on function auth.role() to anon, authenticated, service_role;
  end if;
end $$;
