"""Evaluation: the LKE, its score and predikat, the LHE."""
