"""Pages of pengukuran."""
