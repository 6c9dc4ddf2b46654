"""Every refusal that a person at a screen can meet has a sentence of its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import mentor_program
from mentor_program.domain.errors import InvalidInput, NotFound, RuleViolation
from mentor_program.web.messages import SENTENCES, add_errors, sentence
from support.style_guide import EveryField

PACKAGE = Path(mentor_program.__file__).parent
ROOMS_OF_SCREENS = ["accounts", "services", "web"]
REFUSALS = {"RuleViolation", "NotAllowed"}
# Rules that hold against other clients of the database; no screen offers a way to break them.
OUT_OF_REACH = {
    "history_is_written_by_the_database",
    "mentor_is_not_mentee",
    "milestones_all_completed",
    "milestones_remain",
    "new_pairing_is_active",
    "pairing_in_one_organisation",
    "pairing_origin_is_fixed",
    "reopened_by_milestone_only",
    "stated_time_not_in_future",
    "stated_end_not_before_start",
    "unit_not_under_itself",
    "unit_stays_in_organisation",
    "written_once",
}


def codes_in_python() -> set[str]:
    files = [path for room in ROOMS_OF_SCREENS for path in (PACKAGE / room).rglob("*.py")]
    return {code for path in files for code in _codes(ast.parse(path.read_text(encoding="utf-8")))}


def _codes(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in REFUSALS and call.args:
            first = call.args[0]
            for node in [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]:
                if isinstance(node, ast.Constant):
                    yield node.value


def codes_in_sql() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in (PACKAGE / "supabase").rglob("*.sql")]
    return {code for source in sources for code in re.findall(r"private\.refuse\('([a-z_]+)'", source)}


def test_codes_are_found_where_they_are_raised():
    assert {"resume_first", "pairing_has_ended", "only_coordinators"} <= codes_in_python()
    assert {"mentor_has_free_place", *OUT_OF_REACH} <= codes_in_sql()


def test_every_refusal_of_the_services_has_a_sentence():
    assert codes_in_python() - set(SENTENCES) == set()


def test_every_rule_of_the_database_that_screens_can_meet_has_a_sentence():
    assert codes_in_sql() - set(SENTENCES) - OUT_OF_REACH == set()


def test_facts_are_filled_in():
    error = RuleViolation("email_in_use", email="kari@example.org")
    assert sentence(error) == "En annen konto har e-postadressen kari@example.org."


def test_a_code_without_a_sentence_still_says_that_nothing_was_changed():
    assert sentence(RuleViolation("something_new")) == "Dette kan ikke gjøres nå. Ingenting er endret."


def test_what_is_not_found_never_says_what_it_was():
    assert sentence(NotFound("pairing")) == "Vi fant ikke det du spurte etter."


def test_what_the_service_found_wrong_stands_at_the_field():
    form = EveryField({})
    form.full_clean()
    form.errors.clear()
    add_errors(form, InvalidInput({"reason": "choose_one", "elsewhere": "too_long"}))
    assert {name: list(words) for name, words in form.errors.items()} == {
        "reason": ["Velg ett av svarene."],
        "__all__": ["Teksten er for lang. Gjør den kortere."],
    }
