"""`catalogues`: scripts/catalogues.py as a module, to ask what each room says in which language."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).parents[2]


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogues", REPOSITORY / "scripts" / "catalogues.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


catalogues = _loaded()
