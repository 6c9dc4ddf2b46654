from django.db import migrations


class Migration(migrations.Migration):
    """The table of Django's database cache, as `createcachetable` would make it, so that migrate is enough."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=[
                """create table cache_entries (
                    cache_key varchar(255) primary key,
                    value text not null,
                    expires timestamp with time zone not null
                )""",
                "create index cache_entries_expires on cache_entries (expires)",
            ],
            reverse_sql="drop table cache_entries",
        ),
    ]
