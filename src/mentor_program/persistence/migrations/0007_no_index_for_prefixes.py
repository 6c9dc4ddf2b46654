"""Indexes that Django makes beside each key of text, for searches by its beginning, which nobody makes here.

Each costs a write of every row, and Supabase's advisor tells of them as unused (bench/indexes.py).
"""

from django.db import migrations

DROP = """
do $$
declare
  name regclass;
begin
  for name in
    select i.indexrelid::regclass from pg_index i
    where i.indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r')
      and exists (select from pg_opclass o where o.oid = any (i.indclass) and o.opcname like '%pattern_ops')
  loop
    execute format('drop index %s', name);
  end loop;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("persistence", "0006_proposals_for_all")]

    operations = [migrations.RunSQL(DROP, migrations.RunSQL.noop)]
