"""The rules of a mentor programme as pure functions and values: no Django, no I/O, the clock is an argument."""
