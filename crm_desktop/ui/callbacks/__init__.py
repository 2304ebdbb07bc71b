"""The call-backs page: what was promised, when, to whom; and the watcher that tells when one falls due."""
