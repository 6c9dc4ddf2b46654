from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from mentor_program.web.dates import clock_in_words, day_in_words, distance_in_words

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOON, "i dag"),
        (NOON - timedelta(hours=12), "i dag"),
        (NOON - timedelta(hours=14), "i går"),
        (NOON - timedelta(hours=24), "i går"),
        (NOON - timedelta(hours=38), "for 2 dager siden"),
        (NOON - timedelta(hours=48), "for 2 dager siden"),
        (NOON - timedelta(days=14, seconds=-1), "for 13 dager siden"),
        (NOON - timedelta(days=14), "for 14 dager siden"),
        (NOON - timedelta(days=59), "for 59 dager siden"),
        (NOON - timedelta(days=60), "for 2 måneder siden"),
        (NOON - timedelta(days=721), "for 2 år siden"),
        (NOON + timedelta(hours=1), "i dag"),
        (NOON + timedelta(days=1), "om 1 dag"),
        (NOON + timedelta(days=90), "om 3 måneder"),
        (date(2026, 11, 22), "i dag"),
        (date(2026, 11, 20), "for 2 dager siden"),
        (date(2026, 11, 25), "om 3 dager"),
    ],
)
def test_distance_is_told_in_whole_days(moment, words):
    assert distance_in_words(moment, now=NOON) == words


def test_a_night_that_is_an_hour_longer_does_not_change_elapsed_days():
    after = datetime(2026, 10, 25, 12, tzinfo=UTC)
    assert distance_in_words(after - timedelta(hours=72), now=after) == "for 3 dager siden"
    assert distance_in_words(after - timedelta(hours=71, minutes=59), now=after) == "for 2 dager siden"


def test_days_and_times_are_those_of_oslo():
    late = datetime(2026, 11, 5, 23, 30, tzinfo=UTC)
    assert (day_in_words(late), clock_in_words(late)) == ("6. november 2026", "kl. 00.30")


def test_days_follow_the_language():
    with translation.override("nn"):
        assert day_in_words(date(2026, 5, 17)) == "17. mai 2026"
    with translation.override("en"):
        assert day_in_words(date(2026, 5, 17)) == "17 May 2026"


@pytest.mark.parametrize(
    ("tag", "html"),
    [
        (
            "{% when moment %}",
            '<time datetime="2026-11-06T13:00+01:00">for 16 dager siden, 6. november 2026</time>',
        ),
        (
            "{% when moment relative=False time=True %}",
            '<time datetime="2026-11-06T13:00+01:00">6. november 2026 kl. 13.00</time>',
        ),
        ("{% when day relative=False %}", '<time datetime="2026-11-06">6. november 2026</time>'),
        ("{% when never %}", ""),
    ],
)
def test_the_tag_gives_words_for_people_and_a_value_for_machines(tag, html):
    moment = NOON - timedelta(days=16)
    context = Context({"now": NOON, "moment": moment, "day": moment.date(), "never": None})
    assert Template("{% load program %}" + tag).render(context) == html


@pytest.mark.parametrize(("language", "words"), [("nb", "kl. 14.05"), ("nn", "kl. 14.05"), ("en", "at 14:05")])
def test_the_time_of_day_follows_the_language(language, words):
    with translation.override(language):
        assert clock_in_words(datetime(2026, 11, 6, 13, 5, tzinfo=UTC)) == words
