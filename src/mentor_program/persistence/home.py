"""The one folder that holds everything an installation writes: database, secrets, collected static files."""

import os
import uuid
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


def home() -> Path:
    """Return MENTOR_PROGRAM_HOME (default: `.local` in the repository), created when missing."""
    folder = Path(os.environ.get("MENTOR_PROGRAM_HOME") or REPOSITORY / ".local").absolute()
    # As root the database server is another account that must be able to pass through; the secrets are 0600.
    make_folder(folder, mode=0o711 if os.geteuid() == 0 else 0o700)
    return folder


def make_folder(folder: Path, *, mode: int) -> None:
    """Create `folder` and its missing parents with exactly `mode`; an existing one keeps its own."""
    if folder.is_dir():
        return
    make_folder(folder.parent, mode=mode)
    try:
        folder.mkdir()
    except FileExistsError:
        return
    folder.chmod(mode)


def write_private(path: Path, text: str) -> None:
    """Write `text` to `path` in one step, readable by this account alone (mode 0600)."""
    draft = _private_draft(path, text)
    draft.replace(path)


def read_or_create(path: Path, make: Callable[[], str]) -> str:
    """Return the text of `path`; if missing, write what `make` returns first (of two at once, one wins)."""
    if not path.exists():
        draft = _private_draft(path, make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8")


def _private_draft(path: Path, text: str) -> Path:
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft
