"""SAKIP: one open system for the whole cycle of performance accountability."""

__version__ = "0.1.0"
