"""Every change of organisasi, one module per noun: ask, change, record."""
