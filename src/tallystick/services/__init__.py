"""Ring 6: one function a verb, with who acts. Holds the transaction and the clock; knows no HTML, no status code."""
