"""Files that show something: chosen or dropped where they are kept, and opened where they stand."""
