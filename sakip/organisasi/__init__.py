"""The agency, its units, positions and people, and who does what where, from when to when."""
