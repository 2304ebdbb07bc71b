"""What happens to people's work when server, network or seat fail in the middle of it."""
