"""The rules of the work list, one module a family of facts. A rule gives lines, or rows that become lines."""
