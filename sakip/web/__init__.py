"""The shell around every page: request, templates, components, errors, isolation."""
