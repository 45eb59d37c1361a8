"""What changes in jalan: one act, one transaction, one row of the trail."""
