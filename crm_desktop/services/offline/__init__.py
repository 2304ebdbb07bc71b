"""Calling while the server is away: acts and leads kept on the workstation, everything sent afterwards."""
