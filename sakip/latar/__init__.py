"""Background work: jobs that can be left, cancelled and repeated; periodic work; letters going out."""
