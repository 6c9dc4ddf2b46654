-- History: written here on every change, whoever makes it. Reasons and notes are never part of it.

create sequence if not exists private.pairing_event_line;

create or replace function private.write_event(pairing uuid, kind text, occurred_at timestamptz, detail jsonb, imported boolean)
returns void language sql security definer set search_path = '' as $$
  insert into public.pairing_events (id, created_at, pairing_id, kind, occurred_at, actor_id, actor_name, detail, imported, line)
  values (gen_random_uuid(), now(), pairing, kind, least(occurred_at, now()), auth.uid(), private.display_name(auth.uid()),
    detail, imported, nextval('private.pairing_event_line'))
$$;

create or replace function private.write_pairing_history() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    perform private.write_event(new.id, 'created', new.started_at, '{}', new.imported);
    if new.status <> 'active' then
      perform private.write_event(new.id, new.status, new.status_changed_at, '{}', new.imported);
    end if;
    return null;
  end if;
  perform private.write_event(new.id,
    case
      when new.status <> 'active' then new.status
      when old.status = 'paused' then 'resumed'
      else 'reopened' end,
    now(), '{}', false);
  return null;
end $$;

create or replace trigger c_write_history after insert on public.mentor_pairings
for each row execute function private.write_pairing_history();
create or replace trigger c_write_history_of_status after update of status on public.mentor_pairings
for each row when (new.status <> old.status) execute function private.write_pairing_history();

create or replace function private.write_milestone_history() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.write_event(new.pairing_id,
    case when new.status = 'completed' then 'milestone_completed' else 'milestone_reopened' end,
    coalesce(new.completed_at, now()),
    jsonb_build_object('milestone', new.name, 'position', new.position), new.imported);
  return null;
end $$;

create or replace trigger a_write_history after update of status on public.pairing_milestones
for each row when ((new.status = 'completed') <> (old.status = 'completed'))
execute function private.write_milestone_history();

create or replace function private.write_activity_history() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.write_event(new.pairing_id, 'contact_recorded', private.end_of_day(new.occurred_on),
    jsonb_build_object('form', new.form, 'occurred_on', new.occurred_on), new.imported);
  return null;
end $$;

create or replace trigger a_write_history after insert on public.pairing_activities
for each row execute function private.write_activity_history();

create or replace function private.only_triggers_write() returns trigger
language plpgsql set search_path = '' as $$
begin
  if pg_trigger_depth() < 2 then
    perform private.refuse('history_is_written_by_the_database', 'History is written by the database alone.');
  end if;
  return new;
end $$;

create or replace trigger only_triggers_write before insert on public.pairing_events
for each row execute function private.only_triggers_write();
