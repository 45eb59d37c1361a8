"""Rendering of documents from plain data; knows no domain."""
