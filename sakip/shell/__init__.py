"""The commands of `sakip`: read a file, ask the rules, print; one module a command."""
