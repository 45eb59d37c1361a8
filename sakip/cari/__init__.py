"""Search everywhere: people, units, plans, criteria, evidence and pages, in one box."""
