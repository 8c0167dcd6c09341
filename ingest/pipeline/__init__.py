"""The way through the house: file → document → grid → forms → records → quantities → Reading. The only package that sees every room."""

from ingest.pipeline.bundles import document_of_bundle, documents_in_bundle
from ingest.pipeline.reading import read_data, read_document, read_file
from ingest.pipeline.targets import indicator_with_target

__all__ = [
    "document_of_bundle",
    "documents_in_bundle",
    "indicator_with_target",
    "read_data",
    "read_document",
    "read_file",
]
