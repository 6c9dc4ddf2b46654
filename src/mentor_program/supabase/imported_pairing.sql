-- The one door through which an earlier time may be stated, for imports and the demo.
-- Argument: {mentor_id, mentee_id, programme_id?, cohort_id?, matching_criteria?, status, started_at, status_changed_at?,
--   milestones: [{position, completed_at}], contacts: [{occurred_on, form, minutes?, note?}],
--   dissolution?: {reason_id, initiated_by, note?, mentor_readiness?, mentee_readiness?}}
-- Times are ISO 8601 with a zone. The row is marked imported; history keeps the stated and the actual time.

create or replace function private.record_imported_pairing(stated jsonb) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  pairing uuid := gen_random_uuid();
  final_status constant text := coalesce(stated ->> 'status', 'active');
  started constant timestamptz := (stated ->> 'started_at')::timestamptz;
  changed constant timestamptz := coalesce((stated ->> 'status_changed_at')::timestamptz, started);
  mentor constant uuid := (stated ->> 'mentor_id')::uuid;
  mentee constant uuid := (stated ->> 'mentee_id')::uuid;
begin
  perform private.need_people_in_scope(mentor, mentee);
  if started is null or started > now() or changed > now() then
    perform private.refuse('stated_time_not_in_future', 'A stated time cannot be missing or in the future.');
  end if;
  if changed < started then
    perform private.refuse('stated_end_not_before_start', 'A pair cannot change its status before it starts.');
  end if;
  perform set_config('mentor_program.importing', 'on', true);
  insert into public.mentor_pairings
    (id, mentor_id, mentee_id, programme_id, cohort_id, matching_criteria, status, started_at, status_changed_at, last_activity_at, ended_at,
     created_at, created_by_name, current_stage, stage_position, milestones_completed, milestones_total, imported, version)
  values
    (pairing, mentor, mentee, (stated ->> 'programme_id')::uuid, (stated ->> 'cohort_id')::uuid,
     coalesce(stated -> 'matching_criteria', '{}'), final_status, started, changed,
     case when final_status = 'active' then greatest(started, changed) else started end,
     case when final_status in ('programme_complete', 'dissolved') then changed end,
     now(), '', '', 0, 0, 0, true, 1);
  update public.pairing_milestones m set status = 'completed', completed_at = (line ->> 'completed_at')::timestamptz
  from jsonb_array_elements(coalesce(stated -> 'milestones', '[]')) as line
  where m.pairing_id = pairing and m.position = (line ->> 'position')::integer;
  insert into public.pairing_activities (id, created_at, pairing_id, occurred_on, form, minutes, note, recorded_by_name, imported)
  select gen_random_uuid(), now(), pairing, (line ->> 'occurred_on')::date, coalesce(line ->> 'form', 'other'),
    (line ->> 'minutes')::integer, coalesce(line ->> 'note', ''), '', true
  from jsonb_array_elements(coalesce(stated -> 'contacts', '[]')) as line;
  if final_status = 'dissolved' then
    insert into public.pairing_dissolutions
      (id, created_at, pairing_id, reason_id, initiated_by, note, mentor_readiness, mentee_readiness, dissolved_at, dissolved_by_name, imported)
    values (gen_random_uuid(), now(), pairing, (stated #>> '{dissolution,reason_id}')::uuid,
      coalesce(stated #>> '{dissolution,initiated_by}', 'unknown'), coalesce(stated #>> '{dissolution,note}', ''),
      coalesce(stated #>> '{dissolution,mentor_readiness}', 'now'), coalesce(stated #>> '{dissolution,mentee_readiness}', 'now'),
      changed, '', true);
  end if;
  perform set_config('mentor_program.importing', '', true);
  return pairing;
end $$;
