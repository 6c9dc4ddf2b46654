"""Who signs in, and how. Who may do what is decided by the domain tables, never by an account."""
