-- imports: an uploaded file is seen by the coordinator who uploaded it alone, and only while the unit is in scope.
alter table public.imports enable row level security;
alter table public.imports force row level security;
revoke all on public.imports from anon, authenticated;
grant select on public.imports to authenticated;
grant insert (id, unit_id, file_name, sha256, content, status) on public.imports to authenticated;
grant update (content, mapping, status, run, heartbeat_at, progress_done, progress_total, summary, faults, items, outcome_key) on public.imports to authenticated;
grant delete on public.imports to authenticated;

drop policy if exists "coordinators see their own imports" on public.imports;
create policy "coordinators see their own imports" on public.imports for select to authenticated
  using (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators import into their units" on public.imports;
create policy "coordinators import into their units" on public.imports for insert to authenticated
  with check (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators go on with their own imports" on public.imports;
create policy "coordinators go on with their own imports" on public.imports for update to authenticated
  using (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]))
  with check (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]));

drop policy if exists "coordinators cancel their own imports" on public.imports;
create policy "coordinators cancel their own imports" on public.imports for delete to authenticated
  using (created_by = (select auth.uid()) and unit_id = any ((select private.unit_ids())::uuid[]));
