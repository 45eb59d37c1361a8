"""Workbooks of evaluation sheets: live formulas, filled in elsewhere, read back with a difference."""
