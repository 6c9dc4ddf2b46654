-- Milestones: the server's time, the programme's order, and the pair that follows.

create or replace function private.stamp_milestone() returns trigger
language plpgsql set search_path = '' as $$
-- Invoker on purpose (see stamp_pairing). Completing again keeps the first time.
begin
  new.id := old.id;
  new.created_at := old.created_at;
  new.pairing_id := old.pairing_id;
  if private.importing() and new.status = 'completed' and old.status <> 'completed' then
    if new.completed_at > now() then
      perform private.refuse('stated_time_not_in_future', 'A stated time cannot be in the future.');
    end if;
    new.imported := true;
    new.completed_by := auth.uid();
  elsif new.status = 'completed' and old.status <> 'completed' then
    new.completed_at := now();
    new.completed_by := auth.uid();
    new.imported := false;
  elsif new.status <> 'completed' then
    new.completed_at := null;
    new.completed_by := null;
    new.completed_by_name := '';
    new.imported := false;
    if old.status <> 'completed' and not private.owner_acts() then
      new.status := old.status;
    end if;
  else
    new.completed_at := old.completed_at;
    new.completed_by := old.completed_by;
    new.imported := old.imported;
  end if;
  return new;
end $$;

create or replace trigger a_stamp_milestone before update on public.pairing_milestones
for each row execute function private.stamp_milestone();

create or replace function private.check_milestone() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  p record;
begin
  if (new.status = 'completed') = (old.status = 'completed') then
    return new;
  end if;
  select * into strict p from public.mentor_pairings where id = new.pairing_id for update;
  new.completed_by_name := case when new.status = 'completed' then private.display_name(new.completed_by) else '' end;
  if p.status = 'active' or (p.imported and p.created_at = now()) then
    return new;
  end if;
  if p.status = 'programme_complete' and new.status <> 'completed' then
    return new;
  end if;
  perform private.refuse('milestones_change_while_active', 'Milestones change only while the pair is active.');
  return null;
end $$;

create or replace trigger b_check_milestone before update on public.pairing_milestones
for each row execute function private.check_milestone();

create or replace function private.advance_pairings() returns trigger
language plpgsql security definer set search_path = '' as $$
-- The first milestone not completed is in progress; the last completion completes the programme, a reopening reopens it.
-- Once per statement, so that history tells of all its milestones before it tells what became of the pair.
declare
  pair record;
begin
  for pair in
    select n.pairing_id as id, max(n.completed_at) as completed_at, bool_or(n.status <> 'completed') as reopened
    from new_rows n join old_rows o on o.id = n.id
    where (n.status = 'completed') <> (o.status = 'completed')
    group by n.pairing_id order by n.pairing_id
  loop
    update public.pairing_milestones m set status = wanted.status
    from (
      select s.id, case when s.position = min(s.position) over () then 'in_progress' else 'pending' end as status
      from public.pairing_milestones s where s.pairing_id = pair.id and s.status <> 'completed'
    ) as wanted
    where m.id = wanted.id and m.status <> wanted.status;
    perform private.summarise_milestones(pair.id);
    update public.mentor_pairings p
    set last_activity_at = greatest(p.last_activity_at, case when pair.reopened then now() else pair.completed_at end),
      status = case
        when p.status = 'active' and p.milestones_completed = p.milestones_total then 'programme_complete'
        when p.status = 'programme_complete' and pair.reopened then 'active'
        else p.status end
    where p.id = pair.id;
  end loop;
  return null;
end $$;

drop trigger if exists b_advance_pairing on public.pairing_milestones;
drop function if exists private.advance_pairing();
create or replace trigger b_advance_pairings after update on public.pairing_milestones
referencing old table as old_rows new table as new_rows
for each statement execute function private.advance_pairings();
