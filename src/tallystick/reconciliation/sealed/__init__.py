"""Totals by reason between two parties who show each other no row: what each row bears, and how the totals add up."""
