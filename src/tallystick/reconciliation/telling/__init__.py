"""A statement told: words, sentences, notes and editions. Nothing here counts anew or gives a unit a reason."""
