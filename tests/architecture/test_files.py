"""Rules about every tracked file: short enough to be about one thing, used, and free of what must not be there."""

import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "src" / "mentor_program"

LINES = 400
# Longer ones, each with its reason. Lists of packages, messages and facts are long by nature.
LONGER = {
    "src/mentor_program/persistence/migrations/0001_domain_tables.py": "written by Django",
}
BY_NATURE = (".po", ".txt", ".csv", "package-lock.json")

# Packages come from wherever the machine gets them: no address of a registry stands anywhere.
REGISTRIES = re.compile(
    rb"(pypi\.(org|python)|pythonhosted\.org|registry\.npm|npmjs\.|deb\.debian\.org|debian\.org/debian|yarnpkg|unpkg|jsdelivr"
    rb"|cdnjs|googleapis|index-url|find-links\s*=)"
)
# Where such a word stands for something else.
NAMES_NO_REGISTRY = {
    "Makefile": "tells pip-compile to leave addresses out",
    "tests/architecture/test_files.py": "this list",
}

# Html put together in Python goes through format_html, which escapes.
# A literal is what it is; only what is put together at run time can bring something along.
UNESCAPED = re.compile(r"mark_safe|\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off|SafeString\((?!\"[^\"]*\"\))|__html__")

# Templates that something outside the product asks for by name.
BY_NAME = {
    "400.html": "handler400",
    "403.html": "handler403",
    "403_csrf.html": "CSRF_FAILURE_VIEW",
    "404.html": "handler404",
    "409.html": "refusals",
    "429.html": "django-allauth's limits",
    "500.html": "handler500",
    "503.html": "a database out of reach",
}
# Folders of templates that packages ask for.
ASKED_FOR_BY_PACKAGES = ("account/", "django/", "allauth/")


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Every file that git knows and that is still there."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    paths = [REPOSITORY / name.decode() for name in names.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def name(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


def test_files_are_short_enough_to_be_about_one_thing(tracked):
    long = {
        name(path)
        for path in tracked
        if not path.name.endswith(BY_NATURE) and path.suffix in {".py", ".sql", ".html", ".css", ".js", ".sh", ".md"}
        if len(path.read_bytes().splitlines()) > LINES
    }
    assert long - set(LONGER) == set()


def test_no_file_holds_the_address_of_a_registry(tracked):
    found = {name(path) for path in tracked if REGISTRIES.search(path.read_bytes())}
    assert found - set(NAMES_NO_REGISTRY) == set()


def test_nothing_is_shown_unescaped(tracked):
    # Mail in plain text is not escaped, and must not be.
    ours = [path for path in tracked if path.is_relative_to(PACKAGE) and path.suffix in {".py", ".html"}]
    assert {name(path) for path in ours if UNESCAPED.search(path.read_text(encoding="utf-8"))} == set()


def test_every_template_is_used(tracked):
    templates = {
        str(path.relative_to(folder)): path
        for folder in PACKAGE.glob("*/templates")
        for path in tracked
        if path.is_relative_to(folder)
    }
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in tracked
        if path.is_relative_to(PACKAGE) and path.suffix in {".py", ".html", ".txt"}
    }
    unused = [
        template
        for template, itself in templates.items()
        if template not in BY_NAME
        and not template.startswith(ASKED_FOR_BY_PACKAGES)
        and not any(f'"{template}"' in text for path, text in texts.items() if path != itself)
    ]
    assert unused == []


def test_pages_carry_no_script_or_style_of_their_own(tracked):
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    pages = [path for path in tracked if path.is_relative_to(PACKAGE) and path.suffix == ".html"]
    assert len(pages) > 10
    assert [name(path) for path in pages if inline.search(path.read_text(encoding="utf-8"))] == []


def test_pages_and_styles_fetch_nothing_from_elsewhere(tracked):
    elsewhere = re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//|url\(\s*[\"']?(?:https?:)?//|@import\s+[\"']?http")
    ours = [
        path for path in tracked if path.is_relative_to(PACKAGE) and path.suffix in {".html", ".css", ".js", ".svg"}
    ]
    assert [name(path) for path in ours if elsewhere.search(path.read_text(encoding="utf-8"))] == []


def test_every_sql_file_is_applied(tracked):
    from mentor_program.supabase import FOLDER, FOUNDATION, RULES, sql_files

    applied = set(sql_files(FOUNDATION + RULES))
    assert {path for path in tracked if path.suffix == ".sql" and path.is_relative_to(FOLDER)} <= applied


def test_every_table_has_a_policy_file_of_its_own_that_says_all_about_it():
    from django.apps import apps

    tables = {model._meta.db_table for model in apps.get_app_config("persistence").get_models()}
    files = {path.stem: path.read_text(encoding="utf-8") for path in (PACKAGE / "supabase" / "policies").glob("*.sql")}
    assert set(files) == tables
    for table, text in files.items():
        assert f"alter table public.{table} force row level security;" in text
        assert set(re.findall(r"\bon public\.(\w+)", text)) == {table}
