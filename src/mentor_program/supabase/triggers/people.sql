-- People: columns the server keeps, the role that is bound by an open pair, rows that follow their person.

create or replace function private.keep_person() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if private.client_acts() and (tg_op = 'INSERT' or new.unit_id <> old.unit_id)
     and not coalesce(new.unit_id = any (private.unit_ids()), false) then
    -- Before anything is looked up, so that a refusal tells nothing about other units.
    raise exception using errcode = 'insufficient_privilege', message = 'The unit is not one of yours.';
  end if;
  new.display_name := btrim(regexp_replace(new.display_name, '\s+', ' ', 'g'));
  new.sort_name := private.sort_key(new.display_name);
  select u.organisation_id into strict new.organisation_id from public.organisation_units u where u.id = new.unit_id;
  if tg_op = 'INSERT' then
    new.created_at := now();
    new.open_pairings := 0;
  else
    new.id := old.id;
    new.created_at := old.created_at;
    if new.organisation_id <> old.organisation_id then
      perform private.refuse('person_stays_in_organisation', 'A person cannot move to another organisation.');
    end if;
    if new.mentor_programme_role is distinct from old.mentor_programme_role and old.open_pairings > 0 then
      perform private.refuse('role_bound_by_open_pairing', 'The role cannot change while the person is in an active or paused pair.');
    end if;
  end if;
  -- docs/decisions/giving-access.md: nobody makes another coordinator's account a person of theirs.
  if private.client_acts() and new.user_id is not null and new.user_id is distinct from auth.uid()
     and (tg_op = 'INSERT' or new.user_id is distinct from old.user_id)
     and exists (select from public.coordinators c where c.user_id = new.user_id) then
    perform private.refuse('account_of_somebody_else', 'The account belongs to a coordinator.');
  end if;
  if new.availability <> 'paused' then
    new.paused_until := null;
  end if;
  perform private.need_cohort_of(new.cohort_id, new.organisation_id);
  new.updated_at := now();
  return new;
end $$;

create or replace trigger keep_person before insert or update on public.peer_mentors
for each row execute function private.keep_person();

create or replace function private.guard_open_pairings() returns trigger
language plpgsql set search_path = '' as $$
-- An invoker function on purpose: only the owner's triggers may count places.
begin
  if not private.owner_acts() then
    new.open_pairings := old.open_pairings;
  end if;
  return new;
end $$;

create or replace trigger guard_open_pairings before update on public.peer_mentors
for each row execute function private.guard_open_pairings();

create or replace function private.follow_person() returns trigger
language plpgsql security definer set search_path = '' as $$
-- Pairs carry both names and the mentee's unit; the person's other rows carry the unit.
begin
  if new.display_name <> old.display_name then
    update public.mentor_pairings set mentor_name = new.display_name, mentor_sort = new.sort_name where mentor_id = new.id;
    update public.mentor_pairings set mentee_name = new.display_name, mentee_sort = new.sort_name where mentee_id = new.id;
  end if;
  if new.unit_id <> old.unit_id then
    update public.mentor_pairings set unit_id = new.unit_id where mentee_id = new.id;
    update public.peer_mentor_contacts set unit_id = new.unit_id where peer_mentor_id = new.id;
    update public.peer_mentor_experience_areas set unit_id = new.unit_id where peer_mentor_id = new.id;
    update public.peer_mentor_consents set unit_id = new.unit_id where peer_mentor_id = new.id;
    update public.peer_mentor_notes set unit_id = new.unit_id where peer_mentor_id = new.id;
    update public.peer_mentor_readiness set unit_id = new.unit_id where peer_mentor_id = new.id;
  end if;
  return null;
end $$;

create or replace trigger follow_person after update of display_name, unit_id on public.peer_mentors
for each row execute function private.follow_person();

create or replace function private.keep_person_row() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.created_at := now();
  else
    new.created_at := old.created_at;
    new.peer_mentor_id := old.peer_mentor_id;
  end if;
  select p.unit_id into new.unit_id from public.peer_mentors p where p.id = new.peer_mentor_id;
  return new;
end $$;

create or replace trigger keep_person_row before insert or update on public.peer_mentor_contacts
for each row execute function private.keep_person_row();
create or replace trigger keep_person_row before insert or update on public.peer_mentor_experience_areas
for each row execute function private.keep_person_row();
create or replace trigger keep_person_row before insert or update on public.peer_mentor_consents
for each row execute function private.keep_person_row();
create or replace trigger keep_person_row before insert or update on public.peer_mentor_notes
for each row execute function private.keep_person_row();
create or replace trigger keep_person_row before insert or update on public.peer_mentor_readiness
for each row execute function private.keep_person_row();

create or replace function private.need_consent() returns trigger
language plpgsql security definer set search_path = '' as $$
-- GDPR art. 9: an area that names a diagnosis is health data. The consent row is locked, so it can't vanish meanwhile.
begin
  if (select a.names_diagnosis from public.experience_areas a where a.id = new.area_id) then
    if private.client_acts() and not coalesce(new.unit_id = any (private.unit_ids()), false) then
      -- Before the consent is looked at: else the refusal would tell strangers whether there is one.
      raise exception using errcode = 'insufficient_privilege', message = 'Only coordinators in scope store areas.';
    end if;
    perform from public.peer_mentor_consents c where c.peer_mentor_id = new.peer_mentor_id for share;
    if not found then
      perform private.refuse('diagnosis_needs_consent', 'An area that names a diagnosis is stored only with the person''s consent.');
    end if;
  end if;
  return new;
end $$;

create or replace trigger need_consent before insert or update on public.peer_mentor_experience_areas
for each row execute function private.need_consent();

create or replace function private.stamp_consent() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.recorded_by := auth.uid();
  return new;
end $$;

create or replace trigger stamp_consent before insert on public.peer_mentor_consents
for each row execute function private.stamp_consent();

create or replace function private.forget_diagnoses() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.peer_mentor_experience_areas e using public.experience_areas a
  where a.id = e.area_id and a.names_diagnosis and e.peer_mentor_id = old.peer_mentor_id;
  delete from public.peer_mentor_wished_areas w using public.experience_areas a
  where a.id = w.area_id and a.names_diagnosis and w.peer_mentor_id = old.peer_mentor_id;
  return null;
end $$;

create or replace trigger forget_diagnoses after delete on public.peer_mentor_consents
for each row execute function private.forget_diagnoses();
