"""Grid → forms: where a form begins and ends, what its labels announce, which column is which."""

from ingest.forms.scan import grid_to_forms

__all__ = ["grid_to_forms"]
