"""Read by Orca, not by tests: what is spoken and shown in braille, one line each, into $ORCA_HEARD."""

import os

import orca.debug
import orca.settings

orca.settings.sayAllOnLoad = False
# Typed letters are our own keys: they would drown what the page says.
orca.settings.enableKeyEcho = False
orca.debug.debugLevel = orca.debug.LEVEL_INFO
_heard = open(os.environ["ORCA_HEARD"], "a", buffering=1, encoding="utf-8")  # noqa: SIM115 - open as long as Orca runs


def _note(level, text="", timestamp=False):
    if text.startswith(("SPEECH OUTPUT", "BRAILLE: Line")):
        _heard.write(text.replace("\n", " ") + "\n")


orca.debug.println = _note
_heard.write("READY\n")
