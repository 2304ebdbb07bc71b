"""Reaching the telephone: the dialer port and its adapters."""
