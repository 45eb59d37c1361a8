"""Pages of organisasi, one module per noun."""
