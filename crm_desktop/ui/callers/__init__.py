"""Someone called: who may have rung, a missed call, a call made earlier."""
