"""Pages of perencanaan."""
