-- import_items: what an import wrote. The database writes it; the coordinator whose import it was may read it.
alter table public.import_items enable row level security;
alter table public.import_items force row level security;
revoke all on public.import_items from anon, authenticated;
grant select on public.import_items to authenticated;

drop policy if exists "coordinators see what their own imports wrote" on public.import_items;
create policy "coordinators see what their own imports wrote" on public.import_items for select to authenticated
  using (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]));
