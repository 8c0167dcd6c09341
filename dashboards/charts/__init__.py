"""Charts: pure functions from a table to an Altair chart."""
