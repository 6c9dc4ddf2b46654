"""What every answer carries."""

import pytest


@pytest.mark.parametrize("address", ["/", "/people/", "/pairings.xlsx", "/finnes-ikke/"])
def test_a_page_about_people_is_kept_neither_by_browser_nor_proxy(sign_in, cast, address):
    answer = sign_in(cast.coordinator).get(address)
    assert answer.getvalue()
    assert answer["Cache-Control"] == "private, no-store"
