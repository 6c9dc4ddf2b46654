"""Indexes that nothing used, judged on the full database once every page has been measured (`unused_index`).

Supabase's advisor tells of every index without a scan. In a new database that is all of them, so tests/supabase leaves
the finding to the bench, where months of work are stood in for by every list and detail of each role.
"""

import psycopg

# An index that a foreign key needs is used when what it refers to is moved or removed, which no page does; the advisor
# itself asks for it (`unindexed_foreign_keys`). Unique ones are rules, not short cuts.
UNUSED = """
select s.relname, s.indexrelname, pg_relation_size(s.indexrelid) / 1024
from pg_stat_user_indexes s join pg_index i on i.indexrelid = s.indexrelid
where s.schemaname = 'public' and s.idx_scan = 0 and not i.indisunique
  and not exists (
    select from pg_constraint c where c.contype = 'f' and c.conrelid = i.indrelid and i.indpred is null
      and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
      and not exists (select from pg_opclass o where o.oid = any (i.indclass) and not o.opcdefault)
  )
order by 1, 2
"""
# Used by what the bench does not do, each with what uses it.
KEPT = {
    "imports_of_one_person": "the list of one's imports",
    "pairing_proposals_of_one": "the list of one's proposals for everyone who waits",
    "peer_mentor_contacts_email": "somebody alike, when a person is added or imported",
    "peer_mentor_contacts_phone": "somebody alike, when a person is added or imported",
}


def unused_indexes(owner: str) -> list[str]:
    """One line for each index that no page used and that has no other reason to be there."""
    with psycopg.connect(owner) as connection:
        rows = connection.execute(UNUSED).fetchall()
    return [f"index {name} of {table} ({size:,} kB) was never used" for table, name, size in rows if name not in KEPT]
