"""The same pipeline on Apache Spark, for more than one machine holds: `ingest` reads in the executors, dbt builds the same models."""
