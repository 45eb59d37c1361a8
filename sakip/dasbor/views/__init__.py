"""Pages of dasbor."""
