"""The trail: every change, who, what, why, chained so that tampering shows."""
