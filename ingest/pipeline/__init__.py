"""The way through the house: file → document → grid → forms → records → quantities → Reading. The only package that sees every room."""

from ingest.pipeline.reading import read_document, read_file

__all__ = ["read_document", "read_file"]
