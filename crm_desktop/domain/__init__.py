"""The trade: rules and values, without I/O and without a clock of its own."""
