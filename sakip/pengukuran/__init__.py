"""Measurement: periods, what was reached, capaian, approval."""
