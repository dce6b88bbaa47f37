"""Keeping a register through loss and change: backup and restore, export of everything and import, the copies."""
