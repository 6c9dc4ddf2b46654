-- organisation_units: members of an organisation see its units; the owner sets them up.
alter table public.organisation_units enable row level security;
alter table public.organisation_units force row level security;
revoke all on public.organisation_units from anon, authenticated;
grant select on public.organisation_units to authenticated;

drop policy if exists "members see the units of their organisation" on public.organisation_units;
create policy "members see the units of their organisation" on public.organisation_units for select to authenticated
  using (organisation_id = any ((select private.organisation_ids())::uuid[]));
