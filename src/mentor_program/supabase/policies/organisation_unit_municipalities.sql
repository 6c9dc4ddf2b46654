-- organisation_unit_municipalities: coordinators see what their units cover.
alter table public.organisation_unit_municipalities enable row level security;
alter table public.organisation_unit_municipalities force row level security;
revoke all on public.organisation_unit_municipalities from anon, authenticated;
grant select on public.organisation_unit_municipalities to authenticated;

drop policy if exists "coordinators see what their units cover" on public.organisation_unit_municipalities;
create policy "coordinators see what their units cover" on public.organisation_unit_municipalities for select to authenticated
  using (unit_id = any ((select private.unit_ids())::uuid[]));
