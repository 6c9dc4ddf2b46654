"""SQL about who may be chosen: the same rules as domain/readiness.py and the triggers, for many people at once.

Parameters: `units` (the scope), `required` (kinds that the programme requires), `today` (in Norway), `counterpart`
(the chosen person, or null).
"""

from collections.abc import Iterable
from datetime import date

from mentor_program.domain.readiness import Lacking, Qualification

# Two common table expressions, each computed once. `ready_mentors` is only asked for where something is required.
READY_MENTORS = """
  ready_mentors as materialized (
    select q.peer_mentor_id from public.peer_mentor_qualifications q
    where q.unit_id = any (%(units)s::uuid[]) and q.kind = any (%(required)s::text[])
      and coalesce(q.valid_until, %(today)s) >= %(today)s
    group by q.peer_mentor_id having count(*) = cardinality(%(required)s::text[])
  )
"""
EXCLUDED = """
  excluded as materialized (
    select case x.mentor_id when %(counterpart)s then x.mentee_id else x.mentor_id end as peer_mentor_id
    from public.pairing_exclusions x where %(counterpart)s in (x.mentor_id, x.mentee_id)
  )
"""

# Of one person `{person}` (an id): what is missing, and what has expired as "kind:day", in one array of text.
LACKING = """
  array(
    select needed.kind || coalesce(':' || q.valid_until, '') from unnest(%(required)s::text[]) as needed (kind)
    left join public.peer_mentor_qualifications q on q.peer_mentor_id = {person} and q.kind = needed.kind
    where q.id is null or q.valid_until < %(today)s
  )
"""


def read_lacking(texts: Iterable[str]) -> tuple[Lacking, ...]:
    """What `LACKING` says, in the order of the domain."""
    found = {kind: day for kind, _, day in (text.partition(":") for text in texts)}
    return tuple(
        Lacking(kind, date.fromisoformat(found[kind]) if found[kind] else None)
        for kind in Qualification
        if kind in found
    )
