"""The same service as JSON, for other clients: `/api/v1/` (docs/api.md). No rule of the programme is decided here."""
