"""Installs what only the tests need from Debian: a browser to try the pages in."""

import shutil

from setup import install_debian_packages

if __name__ == "__main__" and not shutil.which("chromium"):
    install_debian_packages(["chromium", "fonts-dejavu-core"], why="to try the pages in a browser")
