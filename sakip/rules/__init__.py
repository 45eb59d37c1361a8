"""The rules of SAKIP: pure functions, exact numbers, no Django, no clock, no input or output."""
