"""Installs what only the tests need from Debian: a browser to try the pages in, a pooler to connect through."""

import shutil
from pathlib import Path

from setup import install_debian_packages

if __name__ == "__main__":
    if not shutil.which("chromium"):
        install_debian_packages(["chromium", "fonts-dejavu-core"], why="to try the pages in a browser")
    if not Path("/usr/sbin/pgbouncer").exists():
        install_debian_packages(["pgbouncer"], why="to connect through a pooler")
