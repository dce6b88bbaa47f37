"""Ring 5: one folder per thing outside. Adapters do not know each other, nor any service."""
