"""Writing to customers: the panel that hands a text to another program, and the saved texts."""
