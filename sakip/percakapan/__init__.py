"""What people say to each other about a cell, a node or an indicator, and of what they remind each other."""
