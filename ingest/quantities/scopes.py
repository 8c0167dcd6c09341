"""Where a text quotes a rule: 实施细则第八条明确规定：…, until it says again what is paid (根据要求, 我市 ...)."""

from __future__ import annotations

from ingest.quantities.tokens import Token
from ingest.quantities.vocabulary import vocabulary

_QUOTES_WITH = frozenset(
    {"clause", "every", "before", "average", "ordinal", "number"}
)  # 规定，… quotes; 规定的, 规定发放 do not


def quoted_rules(tokens: list[Token]) -> list[tuple[int, int]]:
    """Glyph ranges that quote a rule.

    规定： opens a quotation that only words such as 我市 end; 规定 without a colon quotes to the end of its sentence,
    unless the clause follows the rule (根据《…》规定，…发放): then it says what is paid.
    """
    rules: list[tuple[int, int]] = []
    opened: int | None = None
    cues = vocabulary().lists["following_cues"]
    has_colon = False
    clause = ""
    for index, token in enumerate(tokens):
        if token.kind in ("sentence", "clause", "project"):
            closes = token.kind == "project" or (token.kind == "sentence" and not has_colon)
            if opened is not None and closes:
                rules.append((opened, token.start))
                opened = None
            clause = ""
        elif token.kind == "rule" and opened is None:
            following = tokens[index + 1].kind if index + 1 < len(tokens) else ""
            has_colon = following == "colon"
            if has_colon or (following in _QUOTES_WITH and not any(cue in clause for cue in cues)):
                opened = token.end
        else:
            clause += token.text
    if opened is not None:
        rules.append((opened, tokens[-1].end + 1))
    return rules
