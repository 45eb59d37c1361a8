"""Workbooks of official values and of peers."""
