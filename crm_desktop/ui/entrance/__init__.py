"""The entrance: first start, sign-in, the lock, and what stands between a person and the workspace."""
