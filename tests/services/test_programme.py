"""The settings of a programme, on a real database as the login role of production."""

import pytest

from mentor_program.domain.errors import InvalidInput, NotAllowed, NotFound, RuleViolation
from mentor_program.domain.readiness import Qualification
from mentor_program.domain.scoring import DEFAULT_WEIGHTS
from mentor_program.services.fact_results import HeldBy


def change(service, cast, actor=None, version=None, **changes):
    return service.change_programme(
        actor=actor or cast.coordinator, programme_id=cast.programme, changes=changes, version=version
    )


def stored(cast):
    query = "select required_qualifications, match_weights, follow_up_after_days from public.mentor_programmes"
    return cast.row(f"{query} where id = %s", cast.programme)


def test_an_untouched_programme_requires_nothing_and_weighs_by_default(cast, service):
    settings = service.programme_settings(actor=cast.coordinator).programme
    assert (settings.id, settings.name, settings.may_change) == (cast.programme, "Mentorprogram", True)
    assert (settings.values.required, settings.values.follow_up_after_days) == (frozenset(), 14)
    assert settings.values.weights == DEFAULT_WEIGHTS


def test_requirements_weights_and_threshold_are_stored(cast, service):
    assert change(service, cast, required=["course"], weights={"distance": 50}, follow_up_after_days=21)
    required, weights, days = stored(cast)
    assert (required, weights, days) == (["course"], {**DEFAULT_WEIGHTS, "distance": 50}, 21)
    assert not change(service, cast, required=["course"])


def test_back_to_the_defaults_is_stored_as_nothing_chosen(cast, service):
    change(service, cast, weights={"distance": 50})
    assert change(service, cast, weights=dict(DEFAULT_WEIGHTS))
    assert stored(cast)[1] == {}


def test_a_new_threshold_moves_when_pairs_need_follow_up(cast, service):
    pair = cast.pair()
    change(service, cast, follow_up_after_days=3)
    query = "select follow_up_at - last_activity_at = interval '72 hours' from public.mentor_pairings where id = %s"
    assert cast.value(query, pair) is True


def test_what_cannot_be_is_told_at_its_field(cast, service):
    with pytest.raises(InvalidInput) as refused:
        change(
            service,
            cast,
            required=["diploma"],
            weights={"distance": 101, "looks": 1, "areas": -1},
            follow_up_after_days=0,
        )
    assert refused.value.fields == {
        "required": "choose_one",
        "follow_up_after_days": "threshold_in_range",
        "weights.distance": "weight_in_range",
        "weights.areas": "weight_in_range",
        "weights.looks": "choose_one",
    }
    with pytest.raises(InvalidInput) as refused:
        change(service, cast, weights=dict.fromkeys(DEFAULT_WEIGHTS, 0))
    assert refused.value.fields == {"weights": "match_weights_known"}


def test_whoever_saves_second_overwrites_nothing_unseen(cast, service):
    seen = service.programme(actor=cast.coordinator, programme_id=cast.programme).version
    change(service, cast, follow_up_after_days=21)
    with pytest.raises(RuleViolation, match="changed_meanwhile"):
        change(service, cast, follow_up_after_days=7, version=seen)


def test_a_local_coordinator_reads_and_may_not_change(cast, service):
    assert service.programme_settings(actor=cast.local_coordinator).programme.may_change is False
    with pytest.raises(NotAllowed, match="only_whole_organisation"):
        change(service, cast, actor=cast.local_coordinator, follow_up_after_days=7)


def test_another_organisations_programme_is_not_there(cast, service):
    settings = service.programme_settings(actor=cast.outsider, programme_id=cast.other_programme)
    assert settings.programme.may_change
    with pytest.raises(NotFound):
        service.programme_settings(actor=cast.coordinator, programme_id=cast.other_programme)


def test_it_is_told_how_many_mentors_in_scope_have_each_kind_today(cast, service):
    for person, left in ((cast.mentor, 0), (cast.idle_mentor, -1), (cast.far_mentor, None)):
        cast.owner.execute(
            "insert into public.peer_mentor_qualifications (peer_mentor_id, kind, fulfilled_on, valid_until)"
            " values (%s, 'course', private.today() - 9, private.today() + %s::integer)",
            [person, left],
        )
    settings = service.programme_settings(actor=cast.coordinator)
    assert (settings.mentors, settings.held[0]) == (3, HeldBy(Qualification.COURSE, 2))
    local = service.programme_settings(actor=cast.local_coordinator)
    assert (local.mentors, local.held[0]) == (2, HeldBy(Qualification.COURSE, 1))


def test_a_branch_sets_the_threshold_of_its_own_programme_and_nothing_else(cast, service):
    own = cast._insert("mentor_programmes", unit_id=cast.branch, name="Eget program")
    asked = {"actor": cast.local_coordinator, "programme_id": own}
    assert service.change_programme(**asked, changes={"follow_up_after_days": 30})
    with pytest.raises(NotAllowed, match="only_whole_organisation"):
        service.change_programme(**asked, changes={"required": ["course"]})
    assert service.change_programme(**asked | {"actor": cast.coordinator}, changes={"required": ["course"]})


def test_everyone_in_the_organisation_may_know_what_is_required(cast, service):
    change(service, cast, required=["course"])
    (programme,) = service.programmes(actor=cast.mentee_user)
    assert (programme.values.required, programme.may_change) == ({"course"}, False)
