"""What a client says that sheets and columns of an uploaded file mean, as the screen's form would have stored it."""

from mentor_program.api.schemas.imports import SheetCorrection
from mentor_program.domain.errors import InvalidInput
from mentor_program.services.import_results import ImportSummary
from mentor_program.web.import_mapping import Mapped, MappingForm
from mentor_program.web.import_words import AS_RECOGNISED, KEEP_OUT


def corrected(found: ImportSummary, stored: Mapped, sheets: list[SheetCorrection]) -> Mapped:
    """The corrections made before with these. Raises InvalidInput for a sheet, column or meaning that there is not."""
    form = MappingForm(found.summary, stored)
    # What is not spoken of stays as it was shown.
    answers = {name: field.initial for name, field in form.fields.items()}
    places = {sheet["title"]: place for place, sheet in enumerate(form.sheets)}
    for said in sheets:
        if said.sheet not in places:
            raise InvalidInput({"sheets": "choose_one"})
        place = places[said.sheet]
        answers[form.sheet_name(place)] = said.kind or AS_RECOGNISED
        for letter, field in said.columns.items():
            answers[form.column_name(place, {"letter": letter})] = KEEP_OUT if field is None else field
    form = MappingForm(found.summary, stored, answers)
    if set(answers) != set(form.fields) or not form.is_valid():
        raise InvalidInput({"sheets": "choose_one"})
    return form.choices()
