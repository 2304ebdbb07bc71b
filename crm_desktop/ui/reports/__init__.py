"""Reports on the screen: my day, tables with their formulas, the evening report."""
