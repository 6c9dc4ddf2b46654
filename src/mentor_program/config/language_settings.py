"""The part of Django's settings that sentences, dates and numbers need."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = sorted(PACKAGE.glob("*/locale"))
FORMAT_MODULE_PATH = "mentor_program.web.formats"
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
