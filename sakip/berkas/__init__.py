"""Evidence: files kept once by their content, never overwritten, opened only by who may see their unit."""
