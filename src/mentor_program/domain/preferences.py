"""What people may say about how they prefer to meet. An empty choice means that nothing is stated."""

from enum import StrEnum


class Language(StrEnum):
    """Languages that a person can have conversations in, the tactile sign language of deafblind people included."""

    BOKMAL = "nb"
    NYNORSK = "nn"
    NORTHERN_SAMI = "se"
    ENGLISH = "en"
    SIGN = "sign"
    TACTILE_SIGN = "tactile_sign"
    ARABIC = "ar"
    PERSIAN = "fa"
    POLISH = "pl"
    SOMALI = "so"
    TIGRINYA = "ti"
    UKRAINIAN = "uk"
    URDU = "ur"
    OTHER = "other"


class MeetingForm(StrEnum):
    """Ways of meeting; the last two need no journey."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


class MeetingTime(StrEnum):
    """Parts of the week."""

    WEEKDAY_DAY = "weekday_day"
    WEEKDAY_EVENING = "weekday_evening"
    WEEKEND = "weekend"
