"""Examples for the OpenAPI document, made from its schemas so that they never go stale."""

from collections.abc import Mapping

# What fields of these names look like; everything else goes by its type.
BY_NAME: Mapping[str, object] = {
    "name": "Mona Mentor",
    "display_name": "Kari Koordinator",
    "mentor_name": "Mona Mentor",
    "mentee_name": "Even Mentee",
    "other_name": "Even Mentee",
    "actor_name": "Kari Koordinator",
    "created_by": "Kari Koordinator",
    "completed_by": "Kari Koordinator",
    "recorded_by": "Mona Mentor",
    "dissolved_by": "Kari Koordinator",
    "email": "mona@example.org",
    "phone": "+47 6805 2877",
    "postal_code": "4306",
    "municipality": "1108",
    "municipality_name": "Sandnes",
    "county": "11",
    "county_name": "Rogaland",
    "number": 12,
    "unit_name": "Rogaland",
    "cohort_name": "Vår 2026",
    "programme_name": "Mentorprogram",
    "placed_in": "Sandnes",
    "current_stage": "Oppstart",
    "stage": "Oppstart",
    "milestone": "Oppstartssamtale",
    "pending_milestones": ["Første møte"],
    "text": "Milepæl fullført: Oppstartssamtale",
    "areas": ["forerhund"],
    "area_names": ["førerhund"],
    "shared_areas": ["førerhund"],
    "diagnoses": [],
    "diagnosis_areas": [],
    "diagnosis_area_names": [],
    "note": "",
    "reason": "Liten kontakt",
    "label": "Liten kontakt",
    "file_name": "mentorer.xlsx",
    "next": "/api/v1/pairings?cursor=WyJ2IiwiMSJd",
    "previous": None,
    "detail": {},
    "matching_criteria": {},
    "version": 7,
    "days": 3,
    "distance_km": 14.2,
    "code": "mentor_has_free_place",
    "failure": None,
    "errors": {"occurred_on": {"code": "contact_not_in_future", "detail": "Choose today or an earlier day."}},
    "type": "/api/v1/docs#mentor_has_free_place",
    "title": "A rule forbids it",
    "status": 409,
    "search": "",
    "permille": 714,
    "weight": 25,
    "asked_areas": ["førerhund"],
    "asked_diagnoses": [],
    "wished_diagnoses": [],
    "languages": ["nb"],
    "meeting_forms": ["in_person"],
    "meeting_times": ["weekend"],
    "times_mentor": 3,
}
ID = "5f1c0d4e-8f0b-4d53-9b0e-2b7a9f3c1d10"
BY_FORMAT = {"uuid": ID, "date": "2026-11-06", "date-time": "2026-11-06T12:30:00Z"}
BY_TYPE = {"string": "", "integer": 1, "number": 1.5, "boolean": True}


def example_of(schema: Mapping[str, object], schemas: Mapping[str, object], name: str = "") -> object:
    """A value that fits `schema`, whose references are looked up in `schemas`."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas, name)
    if "allOf" in schema:
        return example_of(schema["allOf"][0], schemas, name)
    if "anyOf" in schema:
        choices = [one for one in schema["anyOf"] if one.get("type") != "null"]
        if name in BY_NAME and BY_NAME[name] is None:
            return None
        return example_of(choices[0], schemas, name)
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema or "const" in schema:
        return next((one for one in schema.get("enum", [schema.get("const")]) if one), "")
    if schema.get("format") in BY_FORMAT:
        return BY_FORMAT[schema["format"]]
    if name in BY_NAME and _fits(BY_NAME[name], schema):
        return BY_NAME[name]
    if schema.get("type") == "object":
        return {key: example_of(one, schemas, key) for key, one in schema.get("properties", {}).items()}
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas, name)]
    return BY_TYPE.get(schema.get("type"), "")


def _fits(value: object, schema: Mapping[str, object]) -> bool:
    kinds = {"string": str, "integer": int, "number": float, "array": list, "object": dict}
    of_objects = "$ref" in schema.get("items", {})
    return isinstance(value, kinds.get(schema.get("type"), ())) and not schema.get("properties") and not of_objects
