-- A unit knows the root of its tree; a tree has no circles and never joins another.

create or replace function private.place_unit() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  above record;
begin
  if new.parent_id is null then
    new.organisation_id := new.id;
    return new;
  end if;
  if tg_op = 'UPDATE' and new.parent_id is not distinct from old.parent_id then
    new.organisation_id := old.organisation_id;
    return new;
  end if;
  select u.organisation_id into strict above from public.organisation_units u where u.id = new.parent_id;
  if tg_op = 'UPDATE' and above.organisation_id is distinct from old.organisation_id then
    perform private.refuse('unit_stays_in_organisation', 'A unit cannot move to another organisation.');
  end if;
  if exists (
    with recursive path as (
      select new.parent_id as id
      union
      select u.parent_id from public.organisation_units u join path on u.id = path.id where u.parent_id is not null
    )
    select from path where path.id = new.id
  ) then
    perform private.refuse('unit_not_under_itself', 'A unit cannot stand under itself.');
  end if;
  new.organisation_id := above.organisation_id;
  return new;
end $$;

create or replace trigger place_unit before insert or update on public.organisation_units
for each row execute function private.place_unit();
