from mentor_program.supabase import FOLDER, FOUNDATION, RULES, sql_files


def test_every_file_is_applied_once():
    applied = list(sql_files(FOUNDATION + RULES))
    assert sorted(applied) == sorted(FOLDER.rglob("*.sql"))
    assert len(applied) == len(set(applied))


def test_a_clients_claims_are_read_as_supabase_reads_them(as_user):
    person = "0b0e7c2e-5a53-4d7c-9f0e-0d9f0a2f9c11"
    with as_user(person) as cursor:
        cursor.execute("select auth.uid()::text, auth.role(), auth.jwt() ->> 'sub'")
        assert cursor.fetchone() == (person, "authenticated", person)


def test_nobody_is_nobody(anon):
    anon.execute("select auth.uid(), auth.role(), current_user")
    assert anon.fetchone() == (None, "anon", "anon")
