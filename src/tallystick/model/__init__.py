"""Ring 1: the words. A closed set of immutable values; knows no clock, file, database or ordinance."""
