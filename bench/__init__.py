"""Benchmarks: each against a peer or a floor in the same run, in the settings of production."""
