"""Pages of jalan."""
