import os
from concurrent.futures import ThreadPoolExecutor

from mentor_program.persistence.home import make_folder, read_or_create, write_private


def mode(path) -> int:
    return path.stat().st_mode & 0o777


def test_missing_folders_are_made_with_the_mode_asked_for_and_existing_ones_keep_theirs(tmp_path):
    existing = tmp_path / "existing"
    existing.mkdir(mode=0o750)
    make_folder(existing / "one" / "two", mode=0o711)
    assert [mode(path) for path in (existing, existing / "one", existing / "one" / "two")] == [0o750, 0o711, 0o711]


def test_a_secret_is_made_once_and_read_by_this_account_alone(tmp_path):
    path = tmp_path / "secret"
    assert read_or_create(path, lambda: "first") == "first"
    assert read_or_create(path, lambda: "second") == "first"
    assert mode(path) == 0o600


def test_of_many_at_once_one_makes_the_secret_and_all_read_it(tmp_path):
    path = tmp_path / "secret"
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda number: read_or_create(path, lambda: str(number)), range(50)))
    assert answers == {path.read_text()}
    assert os.listdir(tmp_path) == ["secret"]


def test_a_private_file_is_replaced_whole(tmp_path):
    path = tmp_path / "facts"
    write_private(path, "long first text")
    write_private(path, "second")
    assert path.read_text() == "second"
    assert mode(path) == 0o600
