"""The SQL of `queries.matching`. Only names and fixed text are put together here; values are always parameters.

A list is ordered by one key for every question: those who can be chosen first, then the score beside the person chosen,
or how long somebody has waited, then the name. Pages are cut by that key. Everybody is scored in one pass that carries
the key and nothing else; what is told of a person is read for the rows of the page only.
"""

from collections.abc import Iterable

from mentor_program.domain.matching import METRES_WHEN_UNKNOWN
from mentor_program.persistence.queries import score_sql
from mentor_program.persistence.queries.pairings import COUNTED_TO
from mentor_program.persistence.queries.readiness_sql import EXCLUDED, LACKING, READY_MENTORS

KEY = ("rank", "less_score", "metres", "third", "sort_name", "id")
KEY_COLUMNS = [f"c.{name}" for name in KEY]
NUMBERS_IN_KEY = 4
RANK_OF_THE_HINDERED = 2

# The same rule as `domain.matching.obstacle`; a test holds the two equal.
OBSTACLE = """
  case
    when n.peer_mentor_id is not null then 'never_again'
    when p.mentor_programme_role = 'mentee' and p.open_pairings > 0 then 'already_paired'
    when p.mentor_programme_role = 'mentor' and p.open_pairings >= p.capacity then 'no_free_place'
    when p.availability = 'unavailable' then 'unavailable'
    when p.availability = 'paused' and (p.paused_until is null or p.paused_until > %(today)s) then 'paused'
    when r.ready in ('later', 'not') then 'not_ready'
    when p.mentor_programme_role = 'mentor' and %(required)s::text[] <> '{}' and y.peer_mentor_id is null
      then 'lacks_requirement'
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

IN_SCOPE = "{0}.organisation_id = any (%(organisations)s::uuid[]) and {0}.unit_id = any (%(units)s::uuid[])"

# What has been, by the role of the candidates: how often each has been mentor, or since when each mentee has waited.
EARLIER = {
    "mentor": f"""
    select g.mentor_id as id, count(*)::integer as times, null::timestamptz as ended_at, false as completed
    from public.mentor_pairings g where {IN_SCOPE.format("g")} and g.tab = 'ended' group by g.mentor_id""",
    "mentee": f"""
    select g.mentee_id as id, 0 as times, max(g.ended_at) as ended_at,
      bool_or(g.status = 'programme_complete') as completed
    from public.mentor_pairings g where {IN_SCOPE.format("g")} and g.tab = 'ended' group by g.mentee_id""",
}
# What decides between two of the same score and distance: who has waited longest, who has most places.
THIRD = {"mentee": "floor(1000 * extract(epoch from p.waiting_since))", "mentor": "(p.open_pairings - p.capacity)"}
NOTHING_EARLIER = "select null::uuid as id, 0 as times, null::timestamptz as ended_at, false as completed where false"
AREAS_OF_ONE = """
    select array_agg(e.id order by e.position) filter (where not e.names_diagnosis) as area_ids,
      array_agg(e.name order by e.position) filter (where not e.names_diagnosis) as areas,
      array_agg(e.id order by e.position) filter (where e.names_diagnosis) as diagnosis_ids,
      array_agg(e.name order by e.position) filter (where e.names_diagnosis) as diagnoses
    from public.{0} x join public.experience_areas e on e.id = x.area_id
    where x.peer_mentor_id = c.id"""
NO_AREAS = "select null::uuid as peer_mentor_id, 0 as wanted, 0 as shared, false as stated where false"
NOTHING_STATED = (
    "select null::uuid as peer_mentor_id, '{}'::text[] as languages, '{}'::text[] as meeting_forms,"
    " '{}'::text[] as meeting_times where false"
)
NO_READY_MENTORS = "ready_mentors as (select null::uuid as peer_mentor_id where false)"


def people_sql(role: str, *, scored: bool, only_one: bool = False) -> str:
    """Everybody of the role in scope as `people`, with the score beside the counterpart when there is one.

    Distances are computed once a municipality, not once a person. Mentees have waited since their last pair ended,
    else since they were registered. For `only_one` person the planner may look up what else is worked out for all.
    """
    once = "" if only_one else "materialized"
    ready = NO_READY_MENTORS if role == "mentee" else READY_MENTORS.replace("materialized", once)
    earlier = EARLIER[role] if scored or role == "mentee" else NOTHING_EARLIER
    return f"""
  with places as materialized (
    select m.number, m.county_id, o.km, n.km as near_km, {score_sql.NEAR % "o.km"} as near
    from public.municipalities m
    left join lateral (
      select private.distance_km(o.latitude, o.longitude, m.latitude, m.longitude) as km
      from public.municipalities o where o.number = %(origin)s) as o on true
    left join lateral (
      select private.distance_km(n.latitude, n.longitude, m.latitude, m.longitude) as km
      from public.municipalities n where n.number = %(near)s) as n on true
  ),
  areas as {once} ({score_sql.AREAS[role] if scored else NO_AREAS}),
  stated as {once} ({score_sql.STATED if scored else NOTHING_STATED}),
  {ready},{EXCLUDED},
  earlier as {once} ({earlier}),
  people as (
    select p.id, p.sort_name, p.capacity, p.open_pairings, p.municipality_id, m.county_id, m.near_km,
      {"m.km" if scored else "m.near_km"} as shown_km,
      {OBSTACLE} as obstacle, {score_sql.total(role) if scored else 0} as score,
      coalesce(e.ended_at, p.created_at) as waiting_since, coalesce(e.completed, false) as completed,
      n.peer_mentor_id is not null as excluded
    from public.peer_mentors p
    left join places m on m.number = p.municipality_id
    left join public.peer_mentor_readiness r on r.peer_mentor_id = p.id
    left join stated f on f.peer_mentor_id = p.id
    left join areas k on k.peer_mentor_id = p.id
    left join ready_mentors y on y.peer_mentor_id = p.id
    left join excluded n on n.peer_mentor_id = p.id
    left join earlier e on e.id = p.id
    where p.mentor_programme_role = '{role}' and {IN_SCOPE.format("p")}
  )
"""


def page_sql(
    condition: str, *, role: str, scored: bool, after_place: bool, backwards: bool, only_one: bool = False
) -> str:
    """One page of the people who meet `condition`, with what is told of them, and how many there are on all pages.

    There is always a first row: the total stands in it even when nobody is found. Mentees who have completed the
    programme come after those who never did.
    """
    order = ", ".join(f"{column}{' desc' if backwards else ''}" for column in KEY_COLUMNS)
    values = ", ".join(f"%(key{number})s" for number in range(len(KEY)))
    place = f"({', '.join(KEY_COLUMNS)}) {'<' if backwards else '>'} ({values})" if after_place else "true"
    measured = "true" if scored else "%(near)s::text is not null"
    return f"""{people_sql(role, scored=scored, only_one=only_one)},
  candidates as materialized (
    select p.id, p.sort_name, p.waiting_since, p.completed, p.excluded, p.shown_km, -p.score as less_score,
      case when p.obstacle is not null then {RANK_OF_THE_HINDERED} when p.completed then 1 else 0 end as rank,
      {THIRD[role] if scored or role == "mentee" else 0}::bigint as third,
      case when {measured} then coalesce(round(1000 * p.shown_km), {METRES_WHEN_UNKNOWN})::bigint else 0 end as metres
    from people p where {condition}
  )
  select c.id, p.display_name, u.name, p.capacity, p.open_pairings, p.availability, p.paused_until, p.municipality_id,
    m.name, c.shown_km, r.ready, c.waiting_since, c.completed, e.times, c.excluded, h.name, h.programme_id,
    coalesce(a.area_ids, '{{}}'), coalesce(a.areas, '{{}}'),
    coalesce(a.diagnosis_ids, '{{}}'), coalesce(a.diagnoses, '{{}}'),
    coalesce(w.area_ids, '{{}}'), coalesce(w.areas, '{{}}'),
    coalesce(w.diagnosis_ids, '{{}}'), coalesce(w.diagnoses, '{{}}'),
    coalesce(f.languages, '{{}}'), coalesce(f.meeting_forms, '{{}}'), coalesce(f.meeting_times, '{{}}'),
    {LACKING.format(person="c.id") if role == "mentor" else "'{}'::text[]"},
    c.rank, c.less_score, c.metres, c.third, c.sort_name, t.total
  from (select count(*) as total from (select from candidates limit {COUNTED_TO}) as counted) as t
  left join (select * from candidates c where {place} order by {order} limit %(size)s) as c on true
  left join public.peer_mentors p on p.id = c.id
  left join public.organisation_units u on u.id = p.unit_id
  left join public.cohorts h on h.id = p.cohort_id
  left join public.municipalities m on m.number = p.municipality_id
  left join public.peer_mentor_readiness r on r.peer_mentor_id = c.id
  left join public.peer_mentor_preferences f on f.peer_mentor_id = c.id
  left join lateral ({AREAS_OF_ONE.format("peer_mentor_experience_areas")}) as a on true
  left join lateral ({AREAS_OF_ONE.format("peer_mentor_wished_areas")}) as w on true
  left join lateral (
    select count(*) as times from public.mentor_pairings g
    where g.mentor_id = c.id and {IN_SCOPE.format("g")} and g.tab = 'ended'
  ) as e on true
  order by {order}"""


def counts_sql(names: Iterable[str], *, roles: Iterable[str]) -> str:
    """How many people of each role there are without any of the named conditions, and without each of them in turn.

    A row has the role, then the counts.
    """
    names = list(names)
    without = [all_of(other for other in names if other != name) for name in names]
    counts = ", ".join(["count(*)", *(f"count(*) filter (where {kept})" for kept in without)])
    of_roles = (f"({people_sql(role, scored=False)} select '{role}', {counts} from people p)" for role in roles)
    return " union all ".join(of_roles)


def all_of(names: Iterable[str]) -> str:
    """The named conditions as one."""
    return " and ".join(CONDITIONS[name] for name in names) or "true"
