"""What people do with a request: see it, confirm it, answer it; who looked and who is told."""
