"""Service and repository are written in parts: a name of one part must not hide that of another."""

import itertools

import pytest

from mentor_program.persistence.mentor_program_repository import MentorProgramRepository
from mentor_program.services.mentor_program_service import MentorProgramService


def names(part):
    return {name for name in vars(part) if not name.startswith("__")}


@pytest.mark.parametrize("whole", [MentorProgramService, MentorProgramRepository])
def test_no_two_parts_define_the_same_name(whole):
    parts = [part for part in whole.__mro__ if part not in (whole, object)]
    clashes = {
        (one.__name__, other.__name__): sorted(names(one) & names(other))
        for one, other in itertools.combinations(parts, 2)
        if names(one) & names(other)
    }
    assert clashes == {}
