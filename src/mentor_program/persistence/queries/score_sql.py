"""The score of `domain.scoring` in SQL, for thousands of candidates beside one person. Tests hold the two equal.

Only fixed text and the domain's constants are put together here; values are parameters. A statement that uses it has
the candidate as `p`, the preferences (`STATED`) as `f`, the areas (`AREAS`) as `k`, the place (`NEAR`) as `m` and the
number of former pairs as `e.times`.
"""

from collections.abc import Mapping

from mentor_program.domain.scoring import (
    BEST,
    CALLS,
    HALF_WORTH_KM,
    NEUTRAL,
    WORTH_OF_A_CALL,
    WORTH_OF_A_WISH,
    MenteeFacts,
    MentorFacts,
    Part,
    experience_part,
    load_part,
    understood,
)

# The distance part of one municipality, `km` away, where nobody phones.
NEAR = f"coalesce({BEST} * {HALF_WORTH_KM} / ({HALF_WORTH_KM} + round(%s)::integer), {NEUTRAL})"

# What each candidate shares with the other one, by the role of the candidate: what was wanted, how much of it is
# shared, and whether the mentor has stated any area.
AREAS = {
    "mentor": f"""
    select x.peer_mentor_id, %(wanted)s as wanted, bool_or(not e.names_diagnosis) as stated,
      sum(case when x.area_id = any (%(wished)s::uuid[]) then {WORTH_OF_A_WISH}
        when x.area_id = any (%(lived)s::uuid[]) then 1 else 0 end)::integer as shared
    from public.peer_mentor_experience_areas x join public.experience_areas e on e.id = x.area_id
    where x.unit_id = any (%(units)s::uuid[]) group by x.peer_mentor_id""",
    "mentee": f"""
    select w.peer_mentor_id, sum(w.points)::integer as wanted, %(stated)s as stated,
      coalesce(sum(w.points) filter (where w.area_id = any (%(known)s::uuid[])), 0)::integer as shared
    from (
      select y.peer_mentor_id, y.area_id, {WORTH_OF_A_WISH} as points
      from public.peer_mentor_wished_areas y where y.unit_id = any (%(units)s::uuid[])
      union all
      select x.peer_mentor_id, x.area_id, 1
      from public.peer_mentor_experience_areas x join public.experience_areas e on e.id = x.area_id
      where x.unit_id = any (%(units)s::uuid[]) and not e.names_diagnosis and not exists (
        select from public.peer_mentor_wished_areas y where y.unit_id = any (%(units)s::uuid[])
          and y.peer_mentor_id = x.peer_mentor_id and y.area_id = x.area_id)
    ) as w group by w.peer_mentor_id""",
}
# What each candidate has stated of languages, forms and times.
STATED = """
    select f.peer_mentor_id, f.languages, f.meeting_forms, f.meeting_times
    from public.peer_mentor_preferences f where f.unit_id = any (%(units)s::uuid[])"""
_AREAS_PART = f"""case when coalesce(k.wanted, 0) = 0 or k.shared = 0 and not k.stated then {NEUTRAL}
      when k.shared > 0 then {NEUTRAL} + {NEUTRAL} * k.shared / k.wanted else 0 end"""


def _overlap(column: str, parameter: str) -> str:
    return f"""case when %({parameter})s::text[] = '{{}}' or coalesce(f.{column}, '{{}}') = '{{}}' then {NEUTRAL}
      when f.{column} && %({parameter})s::text[] then {BEST} else 0 end"""


_DISTANCE = f"""greatest(coalesce(m.near, {NEUTRAL}),
      case when f.meeting_forms && %(calls)s::text[] then {WORTH_OF_A_CALL} else 0 end)"""
_MEETING = f"(({_overlap('meeting_forms', 'forms')}) + ({_overlap('meeting_times', 'times')})) / 2"
_LOAD = f"coalesce({BEST} * greatest(0, p.capacity - p.open_pairings) / nullif(p.capacity, 0), 0)"
_TIMES = "coalesce(e.times, 0)"
_EXPERIENCE = f"{BEST} * ({_TIMES} + 1) / ({_TIMES} + 2)"

# Each part in permille, by the role of the candidate. What belongs to the mentor is known where the mentor is chosen.
_BOTH = {
    Part.DISTANCE: _DISTANCE,
    Part.AREAS: _AREAS_PART,
    Part.LANGUAGE: _overlap("languages", "languages"),
    Part.MEETING: _MEETING,
}
PARTS = {
    "mentor": _BOTH | {Part.LOAD: _LOAD, Part.EXPERIENCE: _EXPERIENCE},
    "mentee": _BOTH | {Part.LOAD: "%(load)s", Part.EXPERIENCE: "%(experience)s"},
}


def total(role: str) -> str:
    """The score of a candidate of `role`, 0 to 100."""
    parts = " + ".join(f"%(weight_{part})s * ({expression})" for part, expression in PARTS[role].items())
    return f"(({parts}) + 5 * %(weight)s) / (10 * %(weight)s)"


def parameters(other: MenteeFacts | MentorFacts, weights: Mapping[Part, int]) -> dict[str, object]:
    """What the statements ask for, with `other` as the person whom candidates are scored beside."""
    values: dict[str, object] = {
        "languages": sorted(understood(other.languages)),
        "forms": sorted(other.meeting_forms),
        "times": sorted(other.meeting_times),
        "calls": sorted(CALLS & other.meeting_forms),
        "weight": sum(weights.values()),
        **{f"weight_{part}": weight for part, weight in weights.items()},
    }
    if isinstance(other, MenteeFacts):
        lived = other.areas - other.wished
        wanted = WORTH_OF_A_WISH * len(other.wished) + len(lived)
        return values | {"wished": list(other.wished), "lived": list(lived), "wanted": wanted}
    return values | {
        "known": list(other.areas | other.diagnoses),
        "stated": bool(other.areas),
        "load": load_part(other.capacity, other.open_pairings),
        "experience": experience_part(other.times_mentor),
    }
