"""How nynorsk writes days and times: 6. november 2026, 14.05."""

DATE_FORMAT = "j. F Y"
TIME_FORMAT = "H.i"
