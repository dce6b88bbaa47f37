"""Ring 5: the tables. ``append(batch)`` is the only write to a log; triggers hold that below Python too."""
