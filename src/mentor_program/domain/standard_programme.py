"""The programme that an organisation begins with: its milestones and its reasons for ending a pair early.

Copied into the organisation's own tables when it starts; from then on its coordinators change it there.
"""

from dataclasses import dataclass

PROGRAMME_NAME = "Mentorprogram, 12 måneder"
LANGUAGE = "nb"


@dataclass(frozen=True, slots=True)
class TemplateMilestone:
    """`due_after_days` counts from the pair's start."""

    stage: str
    name: str
    due_after_days: int


# Months are counted as twelfths of 365 days.
MILESTONES = (
    TemplateMilestone("Oppstart", "Oppstartssamtale", 7),
    TemplateMilestone("Oppstart", "Avtale og taushetserklæring signert", 7),
    TemplateMilestone("Oppstart", "Første møte", 14),
    TemplateMilestone("Oppstart", "Målplan", 42),
    TemplateMilestone("Opplæring", "Likepersonskurs gjennomført", 70),
    TemplateMilestone("Opplæring", "Observerer en samtale", 122),
    TemplateMilestone("Opplæring", "Midtveissamtale", 183),
    TemplateMilestone("Praksis", "Leder en samtale selv", 243),
    TemplateMilestone("Praksis", "Godkjent som likeperson", 335),
    TemplateMilestone("Avslutning", "Avslutningssamtale", 365),
)

REASONS = (
    "Liten kontakt",
    "Samarbeidet fungerte ikke",
    "Ulike forventninger",
    "Mentee trakk seg",
    "Mentor trakk seg",
    "Sykdom eller livssituasjon",
    "Avstand eller transport",
    "Flyttet",
    "Mentor mangler kapasitet",
    "Målene nådd tidligere",
    "Annet behov enn likepersonsstøtte",
    "Brudd på retningslinjer",
    "Død",
    "Annet",
)
