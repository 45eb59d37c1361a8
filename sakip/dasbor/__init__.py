"""Read-only pages for leaders."""
