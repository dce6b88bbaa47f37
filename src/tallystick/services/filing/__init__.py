"""The report that a law asks for: prepared, signed, amended, with its calendar and its packet."""
