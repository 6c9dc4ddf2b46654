"""Proposals for all who wait are stamped by the server."""


def test_who_made_them_and_their_version_are_the_servers(cast, as_user):
    with as_user(cast.coordinator.user_id) as cursor:
        added = (
            "insert into public.pairing_proposals (unit_id, max_km) values (%s, 50) returning id, created_by, version"
        )
        row, made_by, version = cursor.execute(added, [cast.organisation]).fetchone()
        assert (made_by, version) == (cast.coordinator.user_id, 1)
        changed = "update public.pairing_proposals set max_km = 80 where id = %s returning version, created_by"
        assert cursor.execute(changed, [row]).fetchone() == (2, cast.coordinator.user_id)
        cursor.execute("select private.forget_old_proposals()")
        assert cursor.execute("select count(*) from public.pairing_proposals").fetchone() == (0,)
