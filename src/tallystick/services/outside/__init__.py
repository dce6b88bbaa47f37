"""What leaves the house so that its past can be proven: cosignatures, checkpoints and receipts held by others."""
