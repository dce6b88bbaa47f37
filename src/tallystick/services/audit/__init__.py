"""The auditor's workspace: the other party's list, sealed; one run a period; decisions, sample, sign-off, erasure."""
