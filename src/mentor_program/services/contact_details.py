"""What contact details must be, whoever writes them."""

import re

EMAIL_LENGTH = 254
PHONE_LENGTH = 40
EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")


def wrong_contact(*, email: str, phone: str, postal_code: str) -> dict[str, str]:
    """What cannot be accepted, by field. Empty values are fine: not everybody has an e-mail address."""
    wrong = {}
    if email and (len(email) > EMAIL_LENGTH or not EMAIL.fullmatch(email)):
        wrong["email"] = "email_invalid"
    if phone and (len(phone) > PHONE_LENGTH or not any(sign.isdigit() for sign in phone)):
        wrong["phone"] = "phone_invalid"
    if postal_code and not re.fullmatch(r"\d{4}", postal_code, re.ASCII):
        wrong["postal_code"] = "postal_code_invalid"
    return wrong
