"""The calling screen: the next lead, the call, its result, and at once the next lead."""
