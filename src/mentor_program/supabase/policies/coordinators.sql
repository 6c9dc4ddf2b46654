-- coordinators: the only thing that makes anyone a coordinator; no client may write it.
alter table public.coordinators enable row level security;
alter table public.coordinators force row level security;
revoke all on public.coordinators from anon, authenticated;
grant select on public.coordinators to authenticated;

drop policy if exists "own rows, rows in scope and the coordinators one may ask" on public.coordinators;
create policy "own rows, rows in scope and the coordinators one may ask" on public.coordinators for select to authenticated
  using (user_id = (select auth.uid())
    or unit_id = any ((select private.unit_ids())::uuid[])
    or unit_id = any ((select private.own_unit_path())::uuid[]));
