"""Reports and statements as files: letter, package, statement page, PDF, pictures, working paper. Must not count."""
