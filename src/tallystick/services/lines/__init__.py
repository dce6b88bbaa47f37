"""The lines that requests come by: where they are looked for, what was heard of them, whether anything is missing."""
