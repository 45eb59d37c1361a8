"""Kotak keputusan: all that waits for a person's decision."""
