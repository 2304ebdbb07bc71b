"""What people do: one act, one transaction, permission checked here."""
