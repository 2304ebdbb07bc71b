"""Consent on the screens: what a person agreed to or refused, and who speaks for a minor."""
