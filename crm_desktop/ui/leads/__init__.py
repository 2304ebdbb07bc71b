"""The leads page: the list of any size, the card beside it, and what finds a lead from anywhere."""
