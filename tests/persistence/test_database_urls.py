import pytest
from psycopg.conninfo import conninfo_to_dict

from mentor_program.persistence import database_urls
from mentor_program.persistence.database_urls import DatabaseUrlMissingError

WEB = "postgresql://mentor_program_web:secret@db.example:5433/programme?sslmode=require"
OWNER = "postgresql://boss:hidden@db.example:5433/programme"


@pytest.fixture
def addresses(monkeypatch, tmp_path):
    def give(*, web: str | None = None, owner: str | None = None) -> None:
        monkeypatch.setenv("MENTOR_PROGRAM_HOME", str(tmp_path))
        for name, value in (("DATABASE_URL", web), ("MIGRATION_DATABASE_URL", owner)):
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)

    return give


def test_without_addresses_the_embedded_server_is_used_and_its_addresses_are_stable(addresses):
    addresses()
    assert database_urls.uses_embedded()
    assert (database_urls.web_url(), database_urls.owner_url()) == (database_urls.web_url(), database_urls.owner_url())
    assert conninfo_to_dict(database_urls.web_url())["user"] == "mentor_program_web"


def test_given_addresses_are_used_as_they_are(addresses):
    addresses(web=WEB, owner=OWNER)
    assert (database_urls.uses_embedded(), database_urls.web_url(), database_urls.owner_url()) == (False, WEB, OWNER)


def test_the_web_process_needs_no_address_of_the_owner_but_migrate_does(addresses):
    addresses(web=WEB)
    assert database_urls.web_url() == WEB
    with pytest.raises(DatabaseUrlMissingError, match="MIGRATION_DATABASE_URL"):
        database_urls.owner_url()


def test_with_the_owner_alone_the_web_login_gets_a_password_that_stays(addresses):
    addresses(owner=OWNER)
    first, second = (conninfo_to_dict(database_urls.web_url()) for _ in range(2))
    assert first == second
    assert {**first, "password": ""} == {
        "user": "mentor_program_web",
        "password": "",
        "host": "db.example",
        "port": "5433",
        "dbname": "programme",
    }
    assert first["password"] not in ("", "hidden")


def test_behind_supabases_pooler_the_web_login_belongs_to_the_owners_project(addresses):
    addresses(owner="postgresql://postgres.abcdefghij:hidden@pooler.example:5432/postgres")
    assert conninfo_to_dict(database_urls.web_url())["user"] == "mentor_program_web.abcdefghij"


def test_django_is_given_all_parts_of_the_address():
    entry = database_urls.django_database(WEB)
    assert {key: entry[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "programme",
        "USER": "mentor_program_web",
        "PASSWORD": "secret",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_server_that_is_not_there_is_not_reachable():
    assert not database_urls.is_reachable("postgresql://somebody:secret@127.0.0.1:1/nothing")
