"""Template filters of the clerk's pages."""
