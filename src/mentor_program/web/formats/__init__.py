"""Dates and times as each language writes them; Django reads these by FORMAT_MODULE_PATH."""
