"""Indexes cost each write; the bench judges which are used (bench/indexes.py)."""


def test_no_index_of_the_domain_serves_searches_that_nobody_makes(owner_connection):
    for_beginnings = """
        select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = %s and exists (
          select from pg_opclass o where o.oid = any (i.indclass) and o.opcname like '%%pattern_ops')
    """
    assert (
        owner_connection.execute(for_beginnings, ["mentor_program"]).fetchall() != []
    )  # Django's own tables have some
    assert owner_connection.execute(for_beginnings, ["public"]).fetchall() == []
