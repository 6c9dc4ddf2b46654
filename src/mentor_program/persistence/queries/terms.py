"""Reads and writes of the words that an organisation uses instead of the default ones, as the acting person."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from mentor_program.domain.terms import Forms, OwnTerms, Term
from mentor_program.persistence.models import OrganisationTerm, OrganisationUnit

COLUMNS = ("language", "term", "singular", "definite", "plural", "definite_plural", "agreement")
# A part of the query that asks who the reader is. Somebody of two organisations hears the default words.
TERMS_OF_ONE_ORGANISATION = f"""
    select jsonb_agg(jsonb_build_array({", ".join(COLUMNS)}))::text from public.organisation_terms
    where cardinality(organisation_ids) = 1 and unit_id = any (organisation_ids)
"""


class TermQueries:
    """The part of the repository that knows the organisation's own words."""

    def terms_of(self, organisation: UUID) -> OwnTerms:
        return own_terms(OrganisationTerm.objects.filter(unit_id=organisation).values_list(*COLUMNS))

    def whole_organisations(self, units: Iterable[UUID]) -> list[OrganisationUnit]:
        """Those among `units` that are organisations, by name."""
        return list(OrganisationUnit.objects.filter(id__in=list(units), parent=None).order_by("name", "id"))

    def lock_organisation_terms(self, organisation: UUID) -> None:
        """Let changes of one organisation's words wait for each other until the transaction ends."""
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"terms of {organisation}"])

    def set_term(self, organisation: UUID, language: str, term: Term, forms: Forms) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"insert into public.organisation_terms (unit_id, {', '.join(COLUMNS)})"
                " values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict (unit_id, language, term) do update"
                f" set {', '.join(f'{name} = excluded.{name}' for name in COLUMNS[2:])}",
                [organisation, language, term.value, *forms.texts, forms.agreement],
            )

    def forget_terms(self, organisation: UUID, language: str, terms: Iterable[Term]) -> int:
        """Go back to the default words; returns how many were replaced before."""
        rows = OrganisationTerm.objects.filter(unit_id=organisation, language=language)
        return rows.filter(term__in=[term.value for term in terms]).delete()[0]


def own_terms(rows: Iterable[Sequence[str]]) -> OwnTerms:
    """Rows of COLUMNS by language and term."""
    terms: dict[str, dict[Term, Forms]] = {}
    for language, term, *forms in rows:
        terms.setdefault(language, {})[Term(term)] = Forms(*forms)
    return terms
