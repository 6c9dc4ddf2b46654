-- Proposals for all who wait: stamped by the server, forgotten after a week.

create or replace function private.keep_proposals() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.created_at := now();
    new.created_by := coalesce(auth.uid(), new.created_by);
    new.version := 1;
  else
    new.id := old.id;
    new.created_at := old.created_at;
    new.created_by := old.created_by;
    new.unit_id := old.unit_id;
    new.version := old.version + 1;
  end if;
  return new;
end $$;

create or replace trigger keep_proposals before insert or update on public.pairing_proposals
for each row execute function private.keep_proposals();

create or replace function private.forget_old_proposals() returns void
language sql security definer set search_path = '' as $$
-- Whoever proposes anew has done with what was proposed before; what was never confirmed goes after a week.
  delete from public.pairing_proposals where created_by = auth.uid() or created_at < now() - interval '7 days'
$$;
