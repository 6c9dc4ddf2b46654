"""Installs what only the tests need from Debian: browser, pooler, server, a checker of HTML, and a screen reader."""

import shutil

from setup import install_debian_packages

# The program that shows that a package is there, and the package.
POOLER = {"/usr/sbin/pgbouncer": "pgbouncer"}
BROWSER = {"chromium": "chromium"}
OLDEST_SERVER = {"/usr/lib/postgresql/15/bin/initdb": "postgresql-15"}
CHECKER = {"java": "default-jre-headless"}
SCREEN_READER = {
    "orca": "orca",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "dbus-daemon": "dbus-x11",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "gsettings": "libglib2.0-bin",
}


def install_missing(packages: dict[str, str], *also: str, why: str) -> None:
    """Install those whose program is not there, and `also` with them."""
    missing = [package for program, package in packages.items() if not shutil.which(program)]
    if missing:
        install_debian_packages([*missing, *also], why=why)


if __name__ == "__main__":
    install_missing(BROWSER, "fonts-dejavu-core", why="to try the pages in a browser")
    install_missing(POOLER, why="to connect through a pooler")
    install_missing(OLDEST_SERVER, why="to test on the oldest server that is supported")
    install_missing(CHECKER, why="to check the HTML of pages")
    install_missing(
        SCREEN_READER, "python3-pyatspi", "gsettings-desktop-schemas", why="to hear the pages with a screen reader"
    )
