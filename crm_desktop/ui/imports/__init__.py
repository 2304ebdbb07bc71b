"""The import page: from a file to leads in four steps, and the list of past imports with their undo."""
