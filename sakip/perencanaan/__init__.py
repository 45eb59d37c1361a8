"""Plans: documents and their versions, the tree, indicators, targets, money."""
