"""Ring 7: an invented city and its year, played through the real services. Nothing in it is about a real person."""
