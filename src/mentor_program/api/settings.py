"""All settings of the REST API; `config/settings.py` imports them with a star."""

import os

# A Supabase project whose access tokens are accepted. Without an address, bearer tokens are refused.
SUPABASE_URL = os.environ.get("SUPABASE_URL", "").rstrip("/")
# The legacy secret that projects without asymmetric keys sign with; empty means that such tokens are refused.
SUPABASE_JWT_SECRET = os.environ.get("SUPABASE_JWT_SECRET", "")

# Limits per account. Changes are counted in the database, for all processes together; reads in each process,
# so that reading writes nothing.
API_READS_PER_MINUTE = int(os.environ.get("API_READS_PER_MINUTE", "600"))
API_WRITES_PER_MINUTE = int(os.environ.get("API_WRITES_PER_MINUTE", "120"))
