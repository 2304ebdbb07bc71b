"""Reading the files people bring: CSV, workbooks, vCards, pasted cells."""
