"""Pages as text, for tests that ask as a browser does."""

import re
from html import unescape


def words(response) -> str:
    """The whole page as text; tags and spaces become one space."""
    return unescape(re.sub(r"(<[^>]*>|\s)+", " ", response.text)).replace(" ,", ",").strip()


def title(response) -> str:
    return unescape(re.search(r"<title>(.*?)</title>", response.text, re.DOTALL)[1])


def heading(response) -> str:
    return unescape(re.sub(r"<[^>]*>", "", re.search(r"<h1.*?</h1>", response.text, re.DOTALL)[0]))


def outcome(response) -> str:
    """The message above the heading after a POST, or nothing."""
    found = re.search(r'<section class="outcome[^"]*"[^>]*>(.*?)</section>', response.text, re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", found[1])).strip() if found else ""
