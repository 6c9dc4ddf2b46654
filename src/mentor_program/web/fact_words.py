"""Preferences, qualifications and what a mentor lacks, in words."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentor_program.domain.preferences import Language, MeetingForm, MeetingTime
from mentor_program.domain.readiness import Lacking, Qualification
from mentor_program.services.fact_results import KnownFacts, Preferences
from mentor_program.web.dates import day_in_words

Words = str | Promise

LANGUAGE: dict[str, Words] = {
    Language.BOKMAL: gettext_lazy("Norwegian (Bokmål)"),
    Language.NYNORSK: gettext_lazy("Norwegian (Nynorsk)"),
    Language.NORTHERN_SAMI: gettext_lazy("Northern Sami"),
    Language.ENGLISH: gettext_lazy("English"),
    Language.SIGN: gettext_lazy("Norwegian sign language"),
    Language.TACTILE_SIGN: gettext_lazy("Tactile sign language"),
    Language.ARABIC: gettext_lazy("Arabic"),
    Language.PERSIAN: gettext_lazy("Persian or Dari"),
    Language.POLISH: gettext_lazy("Polish"),
    Language.SOMALI: gettext_lazy("Somali"),
    Language.TIGRINYA: gettext_lazy("Tigrinya"),
    Language.UKRAINIAN: gettext_lazy("Ukrainian"),
    Language.URDU: gettext_lazy("Urdu"),
    Language.OTHER: gettext_lazy("Another language"),
}
MEETING_FORM: dict[str, Words] = {
    MeetingForm.IN_PERSON: gettext_lazy("Meeting in person"),
    MeetingForm.PHONE: gettext_lazy("Talking on the phone"),
    MeetingForm.VIDEO: gettext_lazy("Talking by video"),
}
MEETING_TIME: dict[str, Words] = {
    MeetingTime.WEEKDAY_DAY: gettext_lazy("Weekdays in the daytime"),
    MeetingTime.WEEKDAY_EVENING: gettext_lazy("Weekday evenings"),
    MeetingTime.WEEKEND: gettext_lazy("Weekends"),
}
QUALIFICATION: dict[str, Words] = {
    Qualification.COURSE: gettext_lazy("Course completed"),
    Qualification.APPROVAL: gettext_lazy("Approved"),
    Qualification.CONFIDENTIALITY: gettext_lazy("Confidentiality declaration signed"),
    Qualification.POLICE_CERTIFICATE: gettext_lazy("Police certificate shown"),
}
MISSING: dict[str, Words] = {
    Qualification.COURSE: gettext_lazy("the course is not completed"),
    Qualification.APPROVAL: gettext_lazy("not approved"),
    Qualification.CONFIDENTIALITY: gettext_lazy("the confidentiality declaration is not signed"),
    Qualification.POLICE_CERTIFICATE: gettext_lazy("the police certificate is not shown"),
}
EXPIRED: dict[str, Words] = {
    Qualification.COURSE: gettext_lazy("the course was valid until %(day)s"),
    Qualification.APPROVAL: gettext_lazy("the approval was valid until %(day)s"),
    Qualification.CONFIDENTIALITY: gettext_lazy("the confidentiality declaration was valid until %(day)s"),
    Qualification.POLICE_CERTIFICATE: gettext_lazy("the police certificate was valid until %(day)s"),
}


def lacking_in_words(lacking: Iterable[Lacking]) -> list[str]:
    """ "kurset er ikke gjennomført", "taushetserklæringen gjaldt til 3. mars 2026": one for each thing."""
    return [
        str(EXPIRED[item.kind]) % {"day": day_in_words(item.expired_on)} if item.expired_on else str(MISSING[item.kind])
        for item in lacking
    ]


def preferences_in_words(preferences: Preferences) -> list[tuple[str, list[str]]]:
    """What is stated, each with its name: ("Språk", ["Norsk (bokmål)", "Engelsk"])."""
    stated = (
        (_("Languages"), LANGUAGE, preferences.languages),
        (_("Ways of meeting"), MEETING_FORM, preferences.meeting_forms),
        (_("Times that suit"), MEETING_TIME, preferences.meeting_times),
    )
    return [(name, [str(words[code]) for code in codes]) for name, words, codes in stated if codes]


def known_in_words(known: KnownFacts) -> dict[str, list]:
    """What the templates `person/wishes.html` and `person/requirements.html` show."""
    return {
        "preferences": preferences_in_words(known.preferences),
        "wished_areas": [capfirst(area) for area in known.wished_areas],
        "wished_diagnoses": [capfirst(area) for area in known.wished_diagnoses],
        "qualifications": [(QUALIFICATION[line.kind], line) for line in known.qualifications],
        "lacking": lacking_in_words(known.lacking),
    }
