"""Ring 8: the command line. One module a command; one service call an act; text goes to people, JSON to programs."""
