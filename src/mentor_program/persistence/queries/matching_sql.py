"""The SQL of `queries.matching`. Only names and fixed text are put together here; values are always parameters.

A list is ordered by one key for every question: those who can be chosen first, then what `domain.matching.order` says,
or how long somebody has waited, then the name. Pages are cut by that key.
"""

from collections.abc import Iterable

from mentor_program.domain.matching import METRES_WHEN_UNKNOWN
from mentor_program.persistence.queries.pairings import COUNTED_TO

KEY = ("rank", "less_shared", "metres", "third", "sort_name", "id")
KEY_COLUMNS = [f"c.{name}" for name in KEY]
NUMBERS_IN_KEY = 4
RANK_OF_THE_HINDERED = 2

# The same rule as `domain.matching.obstacle`; a test holds the two equal.
OBSTACLE = """
  case
    when p.mentor_programme_role = 'mentee' and p.open_pairings > 0 then 'already_paired'
    when p.mentor_programme_role = 'mentor' and p.open_pairings >= p.capacity then 'no_free_place'
    when p.availability = 'unavailable' then 'unavailable'
    when p.availability = 'paused' and (p.paused_until is null or p.paused_until > %(today)s) then 'paused'
    when r.ready in ('later', 'not') then 'not_ready'
  end
"""

# What a filter asks of a person, by its name.
CONDITIONS = {
    "county": "p.county_id = %(county)s",
    "municipality": "p.municipality_id = %(municipality)s",
    "distance": "p.near_km <= %(distance)s",
    "availability": "p.obstacle is null",
    "area": "exists (select from public.peer_mentor_experience_areas x"
    " join public.experience_areas e on e.id = x.area_id where x.peer_mentor_id = p.id and e.key = %(area)s)",
    "search": "position(private.sort_key(%(search)s) in p.sort_name) > 0",
}

# Distances are computed once a municipality, not once a person. Mentees have waited since their last pair ended,
# else since they were registered.
PEOPLE = f"""
  with places as materialized (
    select m.number, m.name, m.county_id,
      private.distance_km(o.latitude, o.longitude, m.latitude, m.longitude) as km,
      private.distance_km(n.latitude, n.longitude, m.latitude, m.longitude) as near_km
    from public.municipalities m
    left join public.municipalities o on o.number = %(origin)s
    left join public.municipalities n on n.number = %(near)s
  ),
  shared as materialized (
    select x.peer_mentor_id, count(*) as areas from public.peer_mentor_experience_areas x
    where x.area_id = any (%(area_ids)s::uuid[]) and x.unit_id = any (%(units)s::uuid[]) group by x.peer_mentor_id
  ),
  earlier as materialized (
    select g.mentee_id, max(g.ended_at) as ended_at, bool_or(g.status = 'programme_complete') as completed
    from public.mentor_pairings g
    where %(role)s = 'mentee' and g.organisation_id = any (%(organisations)s::uuid[])
      and g.unit_id = any (%(units)s::uuid[]) and g.tab = 'ended'
    group by g.mentee_id
  ),
  people as (
    select p.id, p.display_name, p.sort_name, p.unit_id, p.capacity, p.open_pairings, p.availability, p.paused_until,
      p.municipality_id, m.name as municipality, m.county_id, m.near_km, r.ready, p.cohort_id,
      {OBSTACLE} as obstacle,
      coalesce(e.ended_at, p.created_at) as waiting_since, coalesce(e.completed, false) as completed,
      -coalesce(s.areas, 0) as less_shared, case when %(has_counterpart)s then m.km else m.near_km end as shown_km
    from public.peer_mentors p
    left join places m on m.number = p.municipality_id
    left join public.peer_mentor_readiness r on r.peer_mentor_id = p.id
    left join shared s on s.peer_mentor_id = p.id
    left join earlier e on e.mentee_id = p.id
    where p.mentor_programme_role = %(role)s
      and p.organisation_id = any (%(organisations)s::uuid[]) and p.unit_id = any (%(units)s::uuid[])
  )
"""


def page_sql(condition: str, *, after_place: bool, backwards: bool) -> str:
    """One page of the people who meet `condition`, with their areas, and how many there are on all pages.

    There is always a first row: the total stands in it even when nobody is found. Mentees who have completed the
    programme come after those who never did.
    """
    order = ", ".join(f"{column}{' desc' if backwards else ''}" for column in KEY_COLUMNS)
    values = ", ".join(f"%(key{number})s" for number in range(len(KEY)))
    place = f"({', '.join(KEY_COLUMNS)}) {'<' if backwards else '>'} ({values})" if after_place else "true"
    return f"""{PEOPLE},
  candidates as materialized (
    select p.*, case when p.obstacle is not null then {RANK_OF_THE_HINDERED} when p.completed then 1 else 0 end as rank,
      case when %(role)s = 'mentee' then floor(1000 * extract(epoch from p.waiting_since))::bigint
        when %(has_counterpart)s then (p.open_pairings - p.capacity)::bigint else 0 end as third,
      case when %(has_counterpart)s or %(near)s::text is not null
        then coalesce(round(1000 * p.shown_km), {METRES_WHEN_UNKNOWN})::bigint else 0 end as metres
    from people p where {condition}
  )
  select c.id, c.display_name, u.name, c.capacity, c.open_pairings, c.availability, c.paused_until, c.municipality_id,
    c.municipality, c.shown_km, c.ready, c.waiting_since, c.completed, h.name, h.programme_id,
    coalesce(a.area_ids, '{{}}'), coalesce(a.areas, '{{}}'), coalesce(a.diagnoses, '{{}}'),
    c.rank, c.less_shared, c.metres, c.third, c.sort_name, t.total
  from (select count(*) as total from (select from candidates limit {COUNTED_TO}) as counted) as t
  left join (select * from candidates c where {place} order by {order} limit %(size)s) as c on true
  left join public.organisation_units u on u.id = c.unit_id
  left join public.cohorts h on h.id = c.cohort_id
  left join lateral (
    select array_agg(e.id order by e.position) filter (where not e.names_diagnosis) as area_ids,
      array_agg(e.name order by e.position) filter (where not e.names_diagnosis) as areas,
      array_agg(e.name order by e.position) filter (where e.names_diagnosis) as diagnoses
    from public.peer_mentor_experience_areas x join public.experience_areas e on e.id = x.area_id
    where x.peer_mentor_id = c.id
  ) as a on true
  order by {order}"""


def counts_sql(names: Iterable[str]) -> str:
    """How many people there are without each of the named conditions in turn, and without any (the first column)."""
    names = list(names)
    without = [all_of(other for other in names if other != name) for name in names]
    counts = ", ".join(["count(*)", *(f"count(*) filter (where {kept})" for kept in without)])
    return f"{PEOPLE} select {counts} from people p"


def all_of(names: Iterable[str]) -> str:
    """The named conditions as one."""
    return " and ".join(CONDITIONS[name] for name in names) or "true"
