"""Pages of evidence, one module per noun."""
