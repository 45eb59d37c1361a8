"""Pages of evaluasi."""
