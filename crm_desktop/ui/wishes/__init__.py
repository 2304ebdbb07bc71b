"""How a customer wants to be reached: in words on every page, and changed in place."""
