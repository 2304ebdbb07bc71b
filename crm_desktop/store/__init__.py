"""The encrypted store: tables, queries, migrations, backup, audit."""
