"""The home of every role: what waits for you."""
