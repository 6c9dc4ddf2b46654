"""The organisation's own words for mentee, peer mentor and pair: who is spoken to in which, and how they are chosen."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from mentor_program.domain.errors import InvalidInput, NotAllowed, NotFound, RuleViolation
from mentor_program.domain.permissions import Actor, Standing
from mentor_program.domain.terms import (
    AGREEMENTS,
    DEFAULT,
    DEFAULTS,
    LANGUAGES,
    LONGEST_FORM,
    Forms,
    Term,
    Wording,
    is_form,
)
from mentor_program.services.base import ServiceBase
from mentor_program.services.results import Choice

FORMS = ("singular", "definite", "plural", "definite_plural")


@dataclass(frozen=True)
class OrganisationTerms:
    """The words of one organisation. `organisations` are all whose words the actor may choose, by name.

    `versions`: by language, a text that changes when the words do.
    """

    organisation_id: UUID
    organisation_name: str
    organisations: tuple[Choice, ...]
    wording: Wording
    versions: Mapping[str, str]


class OwnTermsPart(ServiceBase):
    def wording(self, *, actor: Actor) -> Wording:
        """The words to speak to the actor in; no more queries when the instance already knows the actor."""
        if actor.is_anonymous:
            return DEFAULT
        if actor.user_id not in self._standing:
            with self.acting(actor):
                pass
        terms = self.standing(actor).terms
        return Wording(terms) if terms else DEFAULT

    def organisation_terms(self, *, actor: Actor, organisation_id: UUID | None = None) -> OrganisationTerms:
        """The words of an organisation that the actor coordinates as a whole, the first by name unless told.

        Raises NotAllowed for everyone else, NotFound for another organisation.
        """
        with self.acting(actor) as standing:
            organisation, all_of_them = self._whole_organisation(standing, organisation_id)
            wording = Wording(self.repository.terms_of(UUID(organisation.value)))
            return OrganisationTerms(
                organisation_id=UUID(organisation.value),
                organisation_name=organisation.label,
                organisations=all_of_them,
                wording=wording,
                versions={language: version_of(wording, language) for language in LANGUAGES},
            )

    def change_terms(
        self,
        *,
        actor: Actor,
        language: str,
        terms: Mapping[Term, Forms],
        version: str | None = None,
        organisation_id: UUID | None = None,
    ) -> bool:
        """Speak of `terms` in these words from now on; False when it was so already. A term with no forms is default.

        Raises as `organisation_terms`, InvalidInput by field ("mentee.plural"), RuleViolation("changed_meanwhile").
        """
        if language not in LANGUAGES:
            raise NotFound("language")
        with self.acting(actor) as standing:
            organisation, _ = self._whole_organisation(standing, organisation_id)
            root = UUID(organisation.value)
            self.repository.lock_organisation_terms(root)
            before = Wording(self.repository.terms_of(root))
            if version not in (None, version_of(before, language)):
                raise RuleViolation("changed_meanwhile", name=organisation.label)
            wanted = {term: tidied(forms) for term, forms in terms.items()}
            wanted = {term: forms if any(forms.texts) else DEFAULTS[language][term] for term, forms in wanted.items()}
            if wrong := wrong_terms(language, wanted):
                raise InvalidInput(wrong)
            changed = {term: forms for term, forms in wanted.items() if forms != before.forms(language, term)}
            self._write(root, language, changed)
            self._standing.pop(actor.user_id)
            return bool(changed)

    def _write(self, root: UUID, language: str, changed: Mapping[Term, Forms]) -> None:
        """What is said in default words is stored as nothing, so that better default words reach those who use them."""
        defaults = [term for term, forms in changed.items() if forms == DEFAULTS[language][term]]
        self.repository.forget_terms(root, language, defaults)
        for term, forms in changed.items():
            if term not in defaults:
                self.repository.set_term(root, language, term, forms)

    def _whole_organisation(self, standing: Standing, wanted: UUID | None) -> tuple[Choice, tuple[Choice, ...]]:
        rows = self.repository.whole_organisations(standing.unit_ids) if standing.unit_ids else []
        choices = tuple(Choice(str(row.id), row.name) for row in rows)
        if not choices:
            raise NotAllowed("only_whole_organisation")
        found = [choice for choice in choices if wanted in (None, UUID(choice.value))]
        if not found:
            raise NotFound("organisation")
        return found[0], choices


def tidied(forms: Forms) -> Forms:
    """The same words as one would compare them: composed letters, single spaces."""
    texts = (" ".join(unicodedata.normalize("NFC", text).split()) for text in forms.texts)
    return Forms(*texts, agreement=forms.agreement)


def wrong_terms(language: str, terms: Mapping[Term, Forms]) -> dict[str, str]:
    """What cannot be accepted, by field."""
    wrong = {}
    for term, forms in terms.items():
        for name, text in zip(FORMS, forms.texts, strict=True):
            if not text:
                wrong[f"{term}.{name}"] = "term_missing"
            elif len(text) > LONGEST_FORM:
                wrong[f"{term}.{name}"] = "too_long"
            elif not is_form(text):
                wrong[f"{term}.{name}"] = "term_of_letters"
        if forms.agreement not in AGREEMENTS[language]:
            wrong[f"{term}.agreement"] = "choose_one"
    return wrong


def version_of(wording: Wording, language: str) -> str:
    forms = [[*wording.forms(language, term).texts, wording.forms(language, term).agreement] for term in Term]
    return hashlib.sha256(json.dumps(forms).encode()).hexdigest()[:32]
