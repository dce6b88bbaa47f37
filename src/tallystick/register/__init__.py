"""Ring 2: the register as bytes: entries, leaves, tree, proofs, replay, audit. Knows no folder, table, clock."""
