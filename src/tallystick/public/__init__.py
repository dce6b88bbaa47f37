"""Ring 8: the public site as static files: no script, no login, no question that could name a person."""
