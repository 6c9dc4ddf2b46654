-- organisation_terms: everyone of the organisation reads its words; coordinators of the whole organisation choose them.
alter table public.organisation_terms enable row level security;
alter table public.organisation_terms force row level security;
revoke all on public.organisation_terms from anon, authenticated;
grant select, delete on public.organisation_terms to authenticated;
grant insert (unit_id, language, term, singular, definite, plural, definite_plural, agreement) on public.organisation_terms to authenticated;
grant update (singular, definite, plural, definite_plural, agreement) on public.organisation_terms to authenticated;

drop policy if exists "members read the words of their organisation" on public.organisation_terms;
create policy "members read the words of their organisation" on public.organisation_terms for select to authenticated
  using (unit_id = any ((select private.organisation_ids())::uuid[]));

drop policy if exists "coordinators of the organisation choose its words" on public.organisation_terms;
create policy "coordinators of the organisation choose its words" on public.organisation_terms for insert to authenticated
  with check (unit_id = any ((select private.whole_organisation_ids())::uuid[]));

drop policy if exists "coordinators of the organisation change its words" on public.organisation_terms;
create policy "coordinators of the organisation change its words" on public.organisation_terms for update to authenticated
  using (unit_id = any ((select private.whole_organisation_ids())::uuid[]))
  with check (unit_id = any ((select private.whole_organisation_ids())::uuid[]));

drop policy if exists "coordinators of the organisation go back to the default words" on public.organisation_terms;
create policy "coordinators of the organisation go back to the default words" on public.organisation_terms for delete to authenticated
  using (unit_id = any ((select private.whole_organisation_ids())::uuid[]));
