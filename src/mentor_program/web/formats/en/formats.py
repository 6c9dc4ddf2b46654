"""How English is written in Norway and its neighbours: 6 November 2026, 14:05."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
