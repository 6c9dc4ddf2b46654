-- Imports: stamped by the server, and what is finished is changed by the database's own functions alone.

create or replace function private.keep_import() returns trigger
language plpgsql set search_path = '' as $$
-- Invoker on purpose: the owner's functions finish and undo, clients do everything before that.
begin
  if tg_op = 'DELETE' then
    if old.status in ('finished', 'undone') and not private.owner_acts() then
      perform private.refuse('import_is_finished', 'A finished import is kept.');
    end if;
    return old;
  end if;
  if tg_op = 'INSERT' then
    new.created_at := now();
    new.created_by := coalesce(auth.uid(), new.created_by);
    new.heartbeat_at := now();
  else
    new.created_at := old.created_at;
    new.created_by := old.created_by;
  end if;
  if not private.owner_acts() and (
    new.status in ('finished', 'undone') or (tg_op = 'UPDATE' and old.status in ('finished', 'undone'))
  ) then
    perform private.refuse('import_is_finished', 'Only the database finishes an import, and nobody changes it then.');
  end if;
  return new;
end $$;

create or replace trigger keep_import before insert or update or delete on public.imports
for each row execute function private.keep_import();
