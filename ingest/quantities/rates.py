"""Every amount a text states per something or per period: what is paid now."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.nouns import Rate
from ingest.quantities.changes import current_phrases
from ingest.quantities.glyphs import Glyphs, text_to_glyphs
from ingest.quantities.measures import Measure, text_to_comparator, text_to_measure, with_measure
from ingest.quantities.phrases import Phrase, tokens_to_phrases
from ingest.quantities.placeholders import Placeholder, without_placeholders
from ingest.quantities.qualifiers import said_before, words_to_payers, words_to_qualifier
from ingest.quantities.scopes import quoted_rules
from ingest.quantities.targets import bounds
from ingest.quantities.tiers import with_shared_parts
from ingest.quantities.tokens import Token, glyphs_to_tokens
from ingest.quantities.vocabulary import vocabulary

_NAME_MEASURE = re.compile(r"[万亿]?元[/／每][^()（）,，、;；\s]{1,12}")
_DISTANT_PERIOD = 6  # a period alone says nothing of an amount further away than this


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    glyphs: Glyphs
    tokens: list[Token]
    name: str
    is_narrative: bool

    def before(self, phrase: Phrase) -> str:
        """The glyphs between the words 每人 and their figure, or of the clause before the amount."""
        return self.glyphs.text[phrase.prefix_end or phrase.start : phrase.figure_start]


def text_to_rates(text: str, *, comparator: str | None = None, measure: str | None = None, name: str | None = None, is_narrative: bool = False) -> list[Rate]:
    """Every amount of `text` stated per something (人, 户, 亩 ...) or per period, in the order of the text.

    `comparator` and `measure` are the words of columns of their own. `name` is the indicator's name, which may carry the period
    (年均) or the per. In prose (`is_narrative`) an amount without per and period is no rate. Offsets are into `text`; the words of
    the span alone give the same amount. What was paid before a change is not returned. Never raises.
    """
    blanked, hints = without_placeholders(text)
    glyphs = text_to_glyphs(blanked)
    tokens = glyphs_to_tokens(glyphs.text)
    context = _Context(text, glyphs, tokens, name or "", is_narrative)
    every = tokens_to_phrases(tokens)
    column = text_to_measure(measure)
    named = _name_measure(context.name)
    phrases = [
        _completed(phrase, column, _hint(phrase, hints, glyphs) or named, text_to_comparator(comparator)) for phrase in current_phrases(every, tokens)
    ]
    phrases = with_shared_parts(phrases, tokens, is_narrative=is_narrative)
    rules = quoted_rules(tokens)
    rates = []
    for index, phrase in enumerate(phrases):
        if phrase.role == "increase" or phrase.kind not in ("money", "symbolic") or "unreadable_number" in phrase.flags:
            continue
        said = said_before(phrases, index, tokens, glyphs, every)
        is_rule = any(start <= phrase.start < end for start, end in rules)
        rate = _rate(phrase, said, context, is_rule=is_rule)
        if rate is not None:
            span = _span(text) if measure and len(phrases) == 1 else glyphs.span(phrase.start, phrase.end)
            rate = replace(rate, start=span[0], end=span[1])
            rates += [replace(rate, payer=payer) for payer in words_to_payers(said)] or [rate]
    return rates


def _span(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _completed(phrase: Phrase, column: Measure | None, fallback: Measure | None, comparator: str | None) -> Phrase:
    """The phrase with what its columns say. A figure per something without 元 (1350/人·月) is yuan, and says so by a flag."""
    phrase, flags = with_measure(phrase, column, fallback if fallback and fallback.kind == "money" else None)
    if phrase.kind == "bare" and phrase.parts:
        phrase, flags = replace(phrase, kind="money"), flags | {"yuan_not_printed"}
    if phrase.comparator == "=" and comparator is not None:
        phrase = replace(phrase, comparator=comparator)  # type: ignore[arg-type]
    return replace(phrase, flags=phrase.flags | flags)


def _hint(phrase: Phrase, hints: list[Placeholder], glyphs: Glyphs) -> Measure | None:
    """What the placeholder directly before the amount says: (≤**元/株)≤28.40/株."""
    before = next((hint for hint in hints if 0 <= glyphs.offsets[phrase.start] - hint.end <= 1), None)
    return text_to_measure(before.measure) if before else None


def _name_measure(name: str) -> Measure | None:
    found = _NAME_MEASURE.search(name)
    measure = text_to_measure(found.group()) if found else None
    return measure if measure and measure.kind == "money" else None


def _rate(phrase: Phrase, said: str, context: _Context, *, is_rule: bool) -> Rate | None:
    lists = vocabulary().lists
    pay_periods = [part for part in phrase.parts if part in lists["pay_periods"]]
    pers = [part for part in phrase.parts if part not in lists["pay_periods"]]
    flags = set(phrase.flags)
    if phrase.kind == "money" or phrase.parts:
        pers = pers or _named(vocabulary().name_pers, context.name)
        pay_periods = pay_periods or _named(vocabulary().name_periods, context.name)
    if not _is_rate(phrase, said, context, has_per=bool(pers), has_period=bool(pay_periods)):
        return None
    if any(per in lists["periods"] for per in pers):
        flags.add("uncommon_period")
    if not pers and not pay_periods and phrase.kind == "money":
        flags.add("per_not_stated")
    if is_rule:
        flags.add("quoted_rule")
    low, high = bounds(phrase.comparator, phrase.low, phrase.high)
    is_symbolic = phrase.kind == "symbolic"
    if is_symbolic:
        flags.add("symbolic")
    return Rate(
        start=phrase.start, end=phrase.end, comparator=phrase.comparator,
        amount_low_yuan=None if is_symbolic else low, amount_high_yuan=None if is_symbolic else high,
        symbolic_low=low if is_symbolic else None, symbolic_high=high if is_symbolic else None, symbolic_unit=phrase.unit if is_symbolic else None,
        per="·".join(pers) or None, pay_period=pay_periods[0] if pay_periods else None,
        qualifier=words_to_qualifier(said), scope="regulation" if is_rule else "project", flags=tuple(sorted(flags)),
    )  # fmt: skip


def _named(words: dict[str, tuple[str, ...]], name: str) -> list[str]:
    """The per or the period that the indicator's name carries."""
    return [meaning for meaning, spellings in words.items() if any(spelling in name for spelling in spellings)][:1]


def _is_rate(phrase: Phrase, said: str, context: _Context, *, has_per: bool, has_period: bool) -> bool:
    """Is it paid per something? Thresholds (收入低于2000元) and lump sums (每年20万元资金) are not."""
    lists = vocabulary().lists
    between = context.before(phrase) if phrase.has_prefix_parts else ""
    if context.is_narrative and any(cue in said + between for cue in lists["criterion_cues"]):
        return False
    if phrase.kind == "symbolic" or has_per:
        return True
    is_named = any(noun in said + between + context.name for noun in lists["rate_nouns"])
    if has_period:
        is_lump = phrase.role != "new" and phrase.has_prefix_parts and (len(between) > _DISTANT_PERIOD or any(cue in between for cue in lists["lump_cues"]))
        return not (is_lump and context.is_narrative and not is_named)
    if context.is_narrative:
        return phrase.role == "new" and is_named
    return is_named and not phrase.is_scaled
