"""What people see; the only floor that knows Qt."""
