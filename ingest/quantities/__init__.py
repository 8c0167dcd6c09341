"""Text to quantities: what a 指标值 says, and which amounts a text states per something.

    text → glyphs (one spelling per sign, no blanks) → tokens → phrases (an amount with all its words) → Target, Rates

The words of the grammar are data: ingest/vocabulary/quantities.yml.
"""

from ingest.quantities.rates import text_to_rates
from ingest.quantities.targets import text_to_target

__all__ = ["text_to_rates", "text_to_target"]
