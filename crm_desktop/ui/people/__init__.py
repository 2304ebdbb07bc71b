"""The people page: who works here, in which role and team, and what each role may do."""
