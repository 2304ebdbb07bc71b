"""The live board: who needs help now, what each campaign holds, and a wall for the office."""
