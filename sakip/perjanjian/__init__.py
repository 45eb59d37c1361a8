"""Yearly agreements of positions (PK): computed from the plan, frozen when sent, signed by scan."""
