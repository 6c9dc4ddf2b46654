import psycopg
import pytest
from allauth.account.models import EmailAddress

from mentor_program.accounts.models import User
from mentor_program.accounts.services import create_account
from mentor_program.domain.errors import RuleViolation


@pytest.mark.usefixtures("database")
def test_an_account_has_a_verified_address_in_lower_case():
    user = create_account(email=" Kari@Example.ORG ", display_name=" Kari ")
    assert (user.email, user.display_name, user.has_usable_password()) == ("kari@example.org", "Kari", False)
    address = EmailAddress.objects.get()
    assert (address.user, address.email, address.verified, address.primary) == (user, user.email, True, True)


@pytest.mark.usefixtures("database")
def test_one_address_has_one_account_however_it_is_written():
    create_account(email="kari@example.org", display_name="Kari")
    with pytest.raises(RuleViolation) as refusal:
        create_account(email="KARI@example.org", display_name="En annen")
    assert refusal.value.code == "email_in_use"
    assert [user.display_name for user in User.objects.all()] == ["Kari"]


def test_the_database_itself_refuses_an_address_in_capitals(owner):
    with pytest.raises(psycopg.errors.CheckViolation):
        owner.execute(
            "insert into mentor_program.users (id, email, display_name, password, is_active, created_at)"
            " values (gen_random_uuid(), 'Kari@example.org', 'Kari', '', true, now())"
        )


@pytest.mark.usefixtures("database")
def test_accounts_hold_no_permissions():
    user = create_account(email="kari@example.org", display_name="Kari")
    assert [name for name in ("is_staff", "is_superuser", "groups") if hasattr(user, name)] == []
