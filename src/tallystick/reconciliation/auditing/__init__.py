"""What an auditor does beside the rules: decides with a name, draws a sample, sees what a revised list changed."""
