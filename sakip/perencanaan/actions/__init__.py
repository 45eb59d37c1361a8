"""Every change of perencanaan."""
