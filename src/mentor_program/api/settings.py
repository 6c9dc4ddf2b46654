"""All settings of the REST API; `config/settings.py` imports them with a star."""

import os

# Limits per account. Changes are counted in the database, for all processes together; reads in each process,
# so that reading writes nothing.
API_READS_PER_MINUTE = int(os.environ.get("API_READS_PER_MINUTE", "600"))
API_WRITES_PER_MINUTE = int(os.environ.get("API_WRITES_PER_MINUTE", "120"))
