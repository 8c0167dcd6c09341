"""Country-size corpora of known facts: documents in any format, and raw tables. The same seed gives the same bytes."""
