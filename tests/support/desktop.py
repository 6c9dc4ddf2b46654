"""A desktop without a screen, with Orca reading it aloud into a file. Everything started is stopped by its id."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

CUSTOMIZATIONS = Path(__file__).with_name("orca_customizations.py")
AT_SPI = "/usr/libexec/at-spi-bus-launcher"
PATIENCE = 60  # seconds for a program to start, on a machine that is busy with other things
ENABLED = (
    ("org.gnome.desktop.interface", "toolkit-accessibility"),
    ("org.gnome.desktop.a11y.applications", "screen-reader-enabled"),
)


@dataclass(frozen=True)
class Desktop:
    """What programs need in order to appear on the desktop, and where all that Orca says is written."""

    environment: dict[str, str]
    heard: Path


@contextmanager
def desktop(folder: Path) -> Iterator[Desktop]:
    """A desktop in `folder` with Orca running. Raises RuntimeError when a program does not start."""
    with ExitStack() as running:
        environment = _environment(folder)

        def started(*command: str, pipe: bool = False) -> subprocess.Popen:
            return running.enter_context(_running(command, environment, folder / f"{Path(command[0]).name}.log", pipe))

        environment["DISPLAY"] = ":" + _line(
            started("Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", pipe=True)
        )
        environment["DBUS_SESSION_BUS_ADDRESS"] = _line(
            started("dbus-daemon", "--session", "--nofork", "--print-address", pipe=True)
        )
        for schema, key in ENABLED:
            subprocess.run(["gsettings", "set", schema, key, "true"], env=environment, check=True, timeout=PATIENCE)
        started(AT_SPI, "--launch-immediately")
        started("openbox")
        orca = started("orca", "--replace")
        heard = Path(environment["ORCA_HEARD"])
        _wait_for_orca(orca, heard, folder)
        yield Desktop(environment, heard)


def _environment(folder: Path) -> dict[str, str]:
    """A home of its own: nothing of the account that runs the tests is read or changed."""
    data, stub = folder / "data", folder / "stub"
    (data / "orca").mkdir(parents=True)
    shutil.copy(CUSTOMIZATIONS, data / "orca" / "orca-customizations.py")
    # Without a sound card Orca would wait for the speech dispatcher for ever.
    (stub / "speechd").mkdir(parents=True)
    (stub / "speechd" / "__init__.py").write_text("raise ImportError('there is no sound here')\n")
    (folder / "runtime").mkdir(mode=0o700)
    (folder / "heard.log").touch()
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "GSETTINGS_BACKEND": "keyfile",
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(data),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "ORCA_HEARD": str(folder / "heard.log"),
        "PYTHONPATH": str(stub),
    }


@contextmanager
def _running(
    command: tuple[str, ...], environment: dict[str, str], log: Path, pipe: bool
) -> Iterator[subprocess.Popen]:
    """A process with a group of its own, ended with all that it started."""
    if shutil.which(command[0]) is None:
        raise RuntimeError(f"{command[0]} is missing: run scripts/debian_packages.py")
    with log.open("w") as words:
        output = subprocess.PIPE if pipe else words
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=words, start_new_session=True, text=True
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(5)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()
    if process.stdout:
        process.stdout.close()


def _line(process: subprocess.Popen) -> str:
    """The first line a program prints. The pipe stays open, since the program may close down without it."""
    words = process.stdout.readline().strip()
    if not words:
        raise RuntimeError(f"{process.args[0]} did not start")
    return words


def _wait_for_orca(orca: subprocess.Popen, heard: Path, folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while "SPEECH OUTPUT" not in heard.read_text(encoding="utf-8"):
        if orca.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"Orca did not start: {(folder / 'orca.log').read_text()}")
        time.sleep(0.1)
