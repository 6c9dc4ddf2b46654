"""Random people for the tests that hold the score's properties, and its three forms equal."""

from hypothesis import strategies as st

from mentor_program.domain.scoring import MenteeFacts, MentorFacts, Part
from mentor_program.geography.distance import distance_km

AREAS = ["seniors", "work", "guide_dog", "braille", "studies"]
DIAGNOSES = ["amd", "glaucoma"]
LANGUAGES = ["nb", "nn", "en", "sign"]
FORMS = ["in_person", "phone", "video"]
TIMES = ["weekday_day", "weekday_evening", "weekend"]
PLACES = {
    "0301": (59.91273, 10.74609),
    "1103": (58.97005, 5.73332),
    "1108": (58.85244, 5.73521),
    "4601": (60.39299, 5.32415),
    "5601": (69.96887, 23.27165),
}


def some(values: list[str]) -> st.SearchStrategy:
    return st.frozensets(st.sampled_from(values))


def kilometres_between(mentor: MentorFacts, mentee: MenteeFacts) -> int | None:
    if mentor.place is None or mentee.place is None:
        return None
    return round(distance_km(*PLACES[mentor.place], *PLACES[mentee.place]))


_either = {
    "areas": some(AREAS),
    "languages": some(LANGUAGES),
    "meeting_forms": some(FORMS),
    "meeting_times": some(TIMES),
    "place": st.none() | st.sampled_from(sorted(PLACES)),
}
mentees = st.builds(MenteeFacts, wished=some(AREAS + DIAGNOSES), **_either)
mentors = st.builds(
    MentorFacts,
    diagnoses=some(DIAGNOSES),
    capacity=st.integers(0, 5),
    open_pairings=st.integers(0, 5),
    times_mentor=st.integers(0, 9),
    **_either,
)
kilometres = st.none() | st.integers(0, 2500)
weights = st.fixed_dictionaries({part: st.integers(0, 100) for part in Part}).filter(lambda each: any(each.values()))
