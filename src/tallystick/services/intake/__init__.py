"""Papers come in: bytes made durable, opened, read, classed; a stranger's page handed back."""
