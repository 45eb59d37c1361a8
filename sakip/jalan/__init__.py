"""The way to a predikat: catalogue, plans, what became of them, and the years behind."""
