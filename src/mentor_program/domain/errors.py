"""What can go wrong, as codes with facts. Sentences for people are made in the screens and the API."""


class DomainError(Exception):
    """A refusal that a person can understand.

    `code` names the reason in snake_case and is stable (screens, API and tests rely on it).
    `facts` are the values a sentence needs, such as names and counts; never secrets.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class NotFound(DomainError):
    """The thing does not exist, or the actor may not know that it does: the two look the same."""

    def __init__(self, what: str = "thing") -> None:
        super().__init__("not_found", what=what)


class NotAllowed(DomainError):
    """The actor is known but may not do this."""


class RuleViolation(DomainError):
    """A rule of the programme forbids the change; nothing was written."""


class InvalidInput(DomainError):
    """Fields that cannot be accepted. `fields` maps a field's name to the code of what is wrong with it."""

    def __init__(self, fields: dict[str, str], **facts: object) -> None:
        super().__init__("invalid_input", **facts)
        self.fields = fields
