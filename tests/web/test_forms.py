import re
from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template

from support.style_guide import EveryField


def rendered(form: EveryField, tags: str) -> str:
    return Template("{% load program %}" + tags).render(Context({"form": form}))


@pytest.mark.parametrize(
    "text", ["6.11.2026", "06.11.2026", "6.11.26", "6/11/2026", "06112026", "2026-11-06", " 6.11.2026. "]
)
def test_a_day_is_understood_as_people_write_it(text):
    assert EveryField.base_fields["day"].clean(text) == date(2026, 11, 6)


def test_a_day_is_shown_as_people_write_it():
    assert 'value="6.11.2026"' in rendered(EveryField(initial={"day": date(2026, 11, 6)}), "{% field form.day %}")


def test_errors_name_their_field_and_say_what_to_write():
    form = EveryField({"name": "", "email": "kari", "day": "i går", "capacity": "to", "reason": "", "note": "x"})
    assert {name: list(messages) for name, messages in form.errors.items()} == {
        "name": ["Fyll ut «Navn»."],
        "email": ["Skriv e-postadressen slik: navn@eksempel.no."],
        "day": ["Skriv «Dato for kontakten» som dag, måned og år, for eksempel 6.11.2026."],
        "capacity": ["Skriv «Antall plasser» som et helt tall."],
        "reason": ["Velg et svar: «Årsak»."],
        "initiator": ["Velg et svar: «Hvem tok initiativ?»."],
        "consent": ["Velg et svar: «Personen har samtykket»."],
    }


def test_a_field_keeps_what_was_typed_and_ties_hint_and_error_to_it():
    html = rendered(EveryField({"email": "kari"}), "{% field form.email %}")
    assert 'value="kari"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_helptext">Brukes til å logge inn.' in html
    assert 'id="id_email_error">' in html
    assert 'autocomplete="email"' in html


def test_a_group_is_a_fieldset_whose_legend_is_the_question():
    html = rendered(EveryField({}), "{% field form.initiator %}")
    assert (
        '<fieldset class="field field--group field--wrong" id="id_initiator" aria-describedby="id_initiator_error">'
        in html
    )
    assert '<legend class="field__label">Hvem tok initiativ?</legend>' in html


def test_what_may_be_left_out_says_so():
    html = rendered(EveryField(), "{% field form.phone %}{% field form.name %}")
    assert html.count("(valgfritt)") == 1


def test_the_summary_links_to_the_first_control_of_each_field():
    html = rendered(EveryField({}), "{% error_summary form %}")
    assert '<a href="#id_name">Fyll ut «Navn».</a>' in html
    assert '<a href="#id_initiator_0">Velg et svar: «Hvem tok initiativ?».</a>' in html


def test_without_errors_there_is_no_summary():
    assert rendered(EveryField(), "{% error_summary form %}").strip() == ""


def test_no_field_has_a_placeholder():
    assert "placeholder" not in rendered(EveryField(), "{% for f in form %}{% field f %}{% endfor %}")


def test_every_form_names_its_address():
    """Sent to the page's own address it would take along where a skip link led, and focus would go there again."""
    rooms = Path(__file__).resolve().parents[2] / "src" / "mentor_program"
    forms = [
        (template.name, form)
        for template in rooms.glob("**/templates/**/*.html")
        for form in re.findall(r"<form\b(?:{%.*?%}|{{.*?}}|[^>])*>", template.read_text(encoding="utf-8"))
    ]
    assert len(forms) > 20
    assert [found for found in forms if "action=" not in found[1] and 'method="dialog"' not in found[1]] == []
