"""Every constraint of a domain table holds by itself, also where a trigger would have refused before it."""

import pytest
from psycopg import errors

# What breaks each check constraint, as an assignment in an update of the table. One without an entry fails.
BROKEN_BY = {
    "dissolution_reasons_position_check": ("dissolution_reasons", "position = -1"),
    "exclusion_has_reason": ("pairing_exclusions", "reason = ''"),
    "exclusion_of_two_people": ("pairing_exclusions", "mentee_id = mentor_id"),
    "experience_areas_position_check": ("experience_areas", "position = -1"),
    "import_items_kind_known": ("import_items", "kind = 'other'"),
    "imports_content_goes_when_finished": ("imports", "status = 'finished', content = 'x'"),
    "imports_progress_done_check": ("imports", "progress_done = -1"),
    "imports_progress_total_check": ("imports", "progress_total = -1"),
    "imports_status_known": ("imports", "status = 'other'"),
    "mentor_has_free_place": ("peer_mentors", "mentor_programme_role = 'mentor', open_pairings = capacity + 1"),
    "mentor_is_not_mentee": ("mentor_pairings", "mentee_id = mentor_id"),
    "mentor_pairings_earlier_start_is_imported": (
        "mentor_pairings",
        "imported = false, started_at = created_at - interval '1 second'",
    ),
    "mentor_pairings_ended_when_not_open": ("mentor_pairings", "status = 'paused', ended_at = now()"),
    "mentor_pairings_milestones_completed_check": ("mentor_pairings", "milestones_completed = -1"),
    "mentor_pairings_milestones_total_check": ("mentor_pairings", "milestones_total = -1"),
    "mentor_pairings_stage_position_check": ("mentor_pairings", "stage_position = -1"),
    "mentor_pairings_status_known": ("mentor_pairings", "status = 'other', ended_at = null"),
    "mentor_pairings_times_not_in_future": (
        "mentor_pairings",
        "imported = true, started_at = created_at + interval '1 second'",
    ),
    "mentor_pairings_version_check": ("mentor_pairings", "version = -1"),
    "mentor_programmes_follow_up_after_days_check": ("mentor_programmes", "follow_up_after_days = -1"),
    "mentor_programmes_requirements_known": ("mentor_programmes", "required_qualifications = '{diploma}'"),
    "mentor_programmes_threshold_in_range": ("mentor_programmes", "follow_up_after_days = 366"),
    "organisation_terms_agree": ("organisation_terms", "agreement = 'an'"),
    "organisation_terms_known": ("organisation_terms", "term = 'mentor'"),
    "organisation_terms_no_markup": ("organisation_terms", "plural = '<b>par</b>'"),
    "organisation_units_kind_known": ("organisation_units", "kind = 'other'"),
    "organisation_units_not_own_parent": ("organisation_units", "kind = 'local_branch', parent_id = id"),
    "organisation_units_root_has_no_parent": ("organisation_units", "kind = 'local_branch', parent_id = null"),
    "pairing_activities_form_known": ("pairing_activities", "form = 'other one'"),
    "pairing_activities_minutes_check": ("pairing_activities", "minutes = -1"),
    "pairing_activities_minutes_in_range": ("pairing_activities", "minutes = 1441"),
    "pairing_dissolutions_initiator_known": ("pairing_dissolutions", "initiated_by = 'nobody'"),
    "pairing_dissolutions_readiness_known": ("pairing_dissolutions", "mentor_readiness = 'maybe'"),
    "pairing_milestones_position_check": ("pairing_milestones", "position = -1"),
    "pairing_milestones_status_known": ("pairing_milestones", "status = 'other', completed_at = null"),
    "pairing_milestones_time_when_completed": ("pairing_milestones", "status = 'completed', completed_at = null"),
    "pairing_proposals_confirmed_are_empty": ("pairing_proposals", """created = 1, lines = '[{}]'"""),
    "pairing_proposals_created_check": ("pairing_proposals", "created = -1, lines = '[]'"),
    "pairing_proposals_km_in_range": ("pairing_proposals", "max_km = 3001"),
    "pairing_proposals_max_km_check": ("pairing_proposals", "max_km = -1"),
    "pairing_proposals_version_check": ("pairing_proposals", "version = -1"),
    "peer_mentor_preferences_known": ("peer_mentor_preferences", "meeting_times = '{at_night}'"),
    "peer_mentor_qualifications_kind_known": ("peer_mentor_qualifications", "kind = 'diploma'"),
    "peer_mentor_readiness_known": ("peer_mentor_readiness", "ready = 'maybe'"),
    "peer_mentors_availability_known": ("peer_mentors", "availability = 'maybe', paused_until = null"),
    "peer_mentors_capacity_check": ("peer_mentors", "mentor_programme_role = null, capacity = -1"),
    "peer_mentors_capacity_in_range": ("peer_mentors", "capacity = 51"),
    "peer_mentors_named": ("peer_mentors", "display_name = ''"),
    "peer_mentors_open_pairings_check": ("peer_mentors", "open_pairings = -1"),
    "peer_mentors_pause_date_only_when_paused": (
        "peer_mentors",
        "availability = 'available', paused_until = '2026-01-01'",
    ),
    "peer_mentors_role_known": ("peer_mentors", "mentor_programme_role = 'leader'"),
    "programme_milestones_due_after_days_check": ("programme_milestones", "due_after_days = -1"),
    "programme_milestones_position_check": ("programme_milestones", "position = -1"),
    "qualification_holds_a_day": ("peer_mentor_qualifications", "valid_until = fulfilled_on - 1"),
}
# The type of a column and the rule about it may both say no.
SAID_TOGETHER = {
    "mentor_pairings_status_known": "mentor_pairings_ended_when_not_open",
    "mentor_programmes_follow_up_after_days_check": "mentor_programmes_threshold_in_range",
    "pairing_activities_minutes_check": "pairing_activities_minutes_in_range",
    "pairing_proposals_max_km_check": "pairing_proposals_km_in_range",
}

CHECKS = "select conname from pg_constraint where connamespace = 'public'::regnamespace and contype = 'c'"
UNIQUE = """
    select c.relname, i.relname, (
      select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    )
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    where c.relnamespace = 'public'::regnamespace and x.indisunique and not x.indisprimary
"""
WITHOUT_TRIGGERS = "set local session_replication_role = replica"


def broken(owner, statement: str, *values: object) -> str:
    """The constraint that refuses a statement, with every trigger out of the way."""
    with owner.transaction(force_rollback=True):
        owner.execute(WITHOUT_TRIGGERS)
        with pytest.raises(errors.IntegrityError) as refused:
            owner.execute(statement, values)
        return refused.value.diag.constraint_name


def test_every_check_has_something_that_breaks_it(owner_connection):
    assert {name for (name,) in owner_connection.execute(CHECKS).fetchall()} == set(BROKEN_BY)


@pytest.mark.parametrize("name", BROKEN_BY)
def test_a_value_that_breaks_a_rule_is_refused_by_name(kept_world, name):
    table, assignment = BROKEN_BY[name]
    said = broken(kept_world.cast.owner, f"update public.{table} set {assignment}")
    assert said in (name, SAID_TOGETHER.get(name))


def test_what_there_may_be_one_of_is_refused_a_second_time(kept_world):
    owner = kept_world.cast.owner
    for table, index, columns in owner.execute(UNIQUE).fetchall():
        copy = f"""
            insert into public.{table} ({columns}) select {columns.replace("id,", "gen_random_uuid(),", 1)}
            from public.{table}
        """
        assert (table, broken(owner, copy)) == (table, index)
