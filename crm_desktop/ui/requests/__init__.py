"""What people ask about their data: the register, its card and its letters."""
