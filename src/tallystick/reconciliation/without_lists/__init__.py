"""What can be said when at most one side gives a list: public figures, differences, bounds. No unit is explained."""
