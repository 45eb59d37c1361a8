"""What may be typed about evaluations, one module per noun."""
