"""The page of campaigns: who calls whom when, with which results, by which rules."""
