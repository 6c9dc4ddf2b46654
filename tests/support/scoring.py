"""Random people for the tests that hold the score's properties, and its three forms equal."""

from hypothesis import strategies as st

from mentor_program.domain.scoring import MenteeFacts, MentorFacts, Part

AREAS = ["seniors", "work", "guide_dog", "braille", "studies"]
DIAGNOSES = ["amd", "glaucoma"]
LANGUAGES = ["nb", "nn", "en", "sign"]
FORMS = ["in_person", "phone", "video"]
TIMES = ["weekday_day", "weekday_evening", "weekend"]
PLACES = ["0301", "1103", "1108", "4601", "5601"]


def some(values: list[str]) -> st.SearchStrategy:
    return st.frozensets(st.sampled_from(values))


_either = {
    "areas": some(AREAS),
    "languages": some(LANGUAGES),
    "meeting_forms": some(FORMS),
    "meeting_times": some(TIMES),
    "place": st.none() | st.sampled_from(PLACES),
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
