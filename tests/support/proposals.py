"""What tests of proposals for everyone who waits ask again and again."""

from mentor_program.services.proposal_results import Show

PAIRS = "select mentor_id, mentee_id from public.mentor_pairings where status = 'active'"


def page(cast, service, proposals, show=Show.PAIRS, after=0):
    return service.proposals(actor=cast.coordinator, proposals_id=proposals, show=show, after=after)


def named(found):
    """{mentee: mentor} by name."""
    return {line.mentee.name: line.mentor.name if line.mentor else None for line in found.lines}


def pairs_made(cast):
    return set(cast.owner.execute(PAIRS).fetchall())
