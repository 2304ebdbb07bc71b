"""A phone's own log: what was never logged here, chosen by keyboard."""
