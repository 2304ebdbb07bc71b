"""The commands for admins and scripts, on the same services as the screens."""
