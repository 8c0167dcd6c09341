"""Every amount a text states per something or per period: what is paid now."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from ingest.nouns import Rate
from ingest.quantities.changes import current_phrases
from ingest.quantities.glyphs import Glyphs, text_to_glyphs
from ingest.quantities.measures import Measure, as_yuan, denominator, text_to_comparator, text_to_measure, with_measure
from ingest.quantities.phrases import tokens_to_phrases
from ingest.quantities.placeholders import Placeholder, without_placeholders
from ingest.quantities.qualifiers import (
    bracket_behind,
    name_behind_every,
    said_before,
    words_to_payers,
    words_to_qualifier,
    words_to_qualifiers,
)
from ingest.quantities.quantity import Phrase, bounds
from ingest.quantities.scopes import quoted_rules
from ingest.quantities.tiers import with_shared_parts
from ingest.quantities.tokens import Token, glyphs_to_tokens
from ingest.quantities.vocabulary import vocabulary

_NAME_MEASURE = re.compile(r"[万亿]?元[/／每][^()（）,，、;；\s]{1,12}|(?<=[(（])[万亿]?元(?=[)）]$)")
# A figure, a Han numeral, or a letter that may be a figure seen wrongly: without one no amount is stated.
_MAY_HOLD_FIGURE = re.compile(r"[^\W_\u4e00-\u9fff]|[〇零一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾佰仟廿卅]")
_DISTANT_PERIOD = 6  # a period alone says nothing of an amount further away than this
_SHARE = re.compile(r"^(?:标准)?的?\d")  # 500元/人标准的50%


@dataclass(frozen=True, slots=True)
class _Stated:
    """An amount with what surrounds it: the words before it, those behind 每人, and whether they quote a rule."""

    phrase: Phrase
    said: str
    between: str
    qualifier: str | None
    is_rule: bool


@dataclass(frozen=True, slots=True)
class _Context:
    name: str
    is_narrative: bool
    is_schedule: bool  # several amounts, each for somebody: 特困600元，困难300元


def text_to_rates(
    text: str,
    *,
    comparator: str | None = None,
    measure: str | None = None,
    name: str | None = None,
    is_narrative: bool = False,
) -> list[Rate]:
    """Every amount of `text` stated per something (人, 户, 亩 ...) or per period, in the order of the text.

    `comparator` and `measure` are the words of columns of their own. `name` is the indicator's name, which may carry
    the period (年均) or the per. In prose (`is_narrative`) an amount without per and period is no rate. Offsets are
    into `text`; the words of the span alone give the same amount. What a change replaced is not returned. Never raises.
    """
    if not _MAY_HOLD_FIGURE.search(text):
        return []
    blanked, hints = without_placeholders(text)
    glyphs = text_to_glyphs(blanked)
    tokens = glyphs_to_tokens(glyphs.text)
    every = tokens_to_phrases(tokens)
    column, named = text_to_measure(measure), _name_measure(name or "")
    phrases = [
        _completed(phrase, column, _hint(phrase, hints, glyphs) or named, text_to_comparator(comparator))
        for phrase in current_phrases(every, tokens)
        if not _counts_something(phrase, tokens)
    ]
    phrases = with_shared_parts(phrases, tokens, is_narrative=is_narrative)
    stated = _stated([phrase for phrase in phrases if _is_amount(phrase)], every, tokens, glyphs.text)
    schedule = [
        one for one in stated if one.qualifier and not (one.phrase.parts or one.phrase.is_scaled or one.phrase.depth)
    ]
    context = _Context(name or "", is_narrative, is_schedule=len(schedule) > 1)
    rates = []
    for one in stated:
        span = glyphs.span(one.phrase.start, one.phrase.end)
        if measure and len(phrases) == 1:
            span = (len(text) - len(text.lstrip()), len(text.rstrip()))
        rate = _rate(one, span, context)
        if rate is not None:
            rates += [replace(rate, payer=payer) for payer in words_to_payers(one.said)] or [rate]
    return rates


def _is_amount(phrase: Phrase) -> bool:
    return (
        phrase.kind in ("money", "symbolic") and phrase.role != "increase" and "unreadable_number" not in phrase.flags
    )


def _stated(phrases: list[Phrase], every: list[Phrase], tokens: list[Token], text: str) -> list[_Stated]:
    rules = quoted_rules(tokens)
    stated = []
    for phrase in phrases:
        said = said_before(phrase, every, tokens, text)
        between = text[phrase.prefix_end or phrase.start : phrase.figure_start] if phrase.has_prefix_parts else ""
        qualifier = words_to_qualifier(said) or name_behind_every(phrase, tokens, text)
        bracket = bracket_behind(phrase, tokens)
        if qualifier is None and bracket:
            qualifier = words_to_qualifier(text[bracket[0] : bracket[1]])
        is_rule = any(start <= phrase.start < end for start, end in rules)
        stated.append(_Stated(phrase, said, between, qualifier, is_rule))
        is_summand = text[phrase.start - 1 : phrase.start] == "+" and _follows_bare(phrase, every)
        if is_summand or _SHARE.match(text[phrase.end : phrase.end + 6]):
            stated[-1] = replace(stated[-1], phrase=replace(phrase, flags=phrase.flags | {"partly_read"}))
    for index, one in enumerate(stated):
        names = words_to_qualifiers(one.said, len(stated) - index)
        if names:
            return stated[:index] + [
                replace(other, qualifier=name) for other, name in zip(stated[index:], names, strict=True)
            ]
    return stated


def _follows_bare(phrase: Phrase, every: list[Phrase]) -> bool:
    """500+200元/人: the amount is a part of what is paid per head, not all of it."""
    place = bisect_right(every, phrase.start, key=lambda other: other.end) - 1
    return place >= 0 and not every[place].parts


def _completed(phrase: Phrase, column: Measure | None, fallback: Measure | None, comparator: str | None) -> Phrase:
    """The phrase with what its columns say."""
    phrase, flags = with_measure(phrase, column, fallback if fallback and fallback.kind == "money" else None)
    phrase = as_yuan(phrase)
    if phrase.comparator == "=" and comparator is not None:
        phrase = replace(phrase, comparator=comparator)  # type: ignore[arg-type]
    return replace(phrase, flags=phrase.flags | flags)


def _counts_something(phrase: Phrase, tokens: list[Token]) -> bool:
    """Whether a bare figure per something has a word behind it that is no money: 1人1档."""
    is_followed = phrase.after < len(tokens) and tokens[phrase.after].kind == "word"
    return phrase.kind == "bare" and bool(phrase.parts) and is_followed


def _hint(phrase: Phrase, hints: list[Placeholder], glyphs: Glyphs) -> Measure | None:
    """What the placeholder directly before the amount says: (≤**元/株)≤28.40/株."""
    before = next((hint for hint in hints if 0 <= glyphs.offsets[phrase.start] - hint.end <= 1), None)
    return text_to_measure(before.measure) if before else None


def _name_measure(name: str) -> Measure | None:
    found = _NAME_MEASURE.search(name)
    measure = text_to_measure(found.group()) if found else None
    return measure if measure and measure.kind == "money" else None


def _rate(one: _Stated, span: tuple[int, int], context: _Context) -> Rate | None:
    words, phrase = vocabulary(), one.phrase
    pay_periods = [part for part in phrase.parts if part in words.lists["pay_periods"]]
    pers = [part for part in denominator(phrase.parts) if part not in words.lists["pay_periods"]]
    pers = pers or _named(words.name_pers, context.name)
    pay_periods = pay_periods or _named(words.name_periods, context.name)
    if not _is_rate(one, context, has_per=bool(pers), has_period=bool(pay_periods)):
        return None
    is_symbolic = phrase.kind == "symbolic"
    marks = {
        "uncommon_period": any(per in words.lists["periods"] for per in pers),
        "per_not_stated": not (pers or pay_periods or is_symbolic),
        "quoted_rule": one.is_rule,
        "symbolic": is_symbolic,
    }
    low, high = bounds(phrase)
    return Rate(
        start=span[0],
        end=span[1],
        comparator=phrase.comparator,
        amount_low_yuan=None if is_symbolic else low,
        amount_high_yuan=None if is_symbolic else high,
        symbolic_low=low if is_symbolic else None,
        symbolic_high=high if is_symbolic else None,
        symbolic_unit=phrase.unit if is_symbolic else None,
        per="·".join(pers) or None,
        pay_period=pay_periods[0] if pay_periods else None,
        qualifier=one.qualifier,
        scope="regulation" if one.is_rule else "project",
        flags=tuple(sorted(phrase.flags | {flag for flag, is_set in marks.items() if is_set})),
    )


def _named(words: dict[str, tuple[str, ...]], name: str) -> list[str]:
    """The per or the period that the indicator's name carries."""
    return [meaning for meaning, spellings in words.items() if any(spelling in name for spelling in spellings)][:1]


def _is_rate(one: _Stated, context: _Context, *, has_per: bool, has_period: bool) -> bool:
    """Is it paid per something? Thresholds (收入低于2000元) and lump sums (每年20万元资金) are not."""
    lists, phrase = vocabulary().lists, one.phrase
    around = one.said + one.between
    if context.is_narrative and _is_criterion(around):
        return False
    if phrase.kind == "symbolic" or has_per:
        return True
    is_named = any(noun in around + context.name for noun in lists["rate_nouns"])
    if has_period:
        return not (context.is_narrative and _is_lump(one) and not is_named)
    is_total = phrase.is_scaled or any(cue in around for cue in lists["lump_cues"])
    if one.is_rule:
        return phrase.comparator != "=" and not phrase.is_scaled
    if context.is_narrative:
        return phrase.role == "new" and is_named
    is_listed = context.is_schedule and not is_total and not phrase.depth
    return not phrase.is_scaled and (is_named or is_listed)


def _is_criterion(words: str) -> bool:
    """Whether words say who is entitled (收入低于); 低收入老人 names a group."""
    for name in vocabulary().lists["group_names"]:
        words = words.replace(name, "")
    return any(cue in words for cue in vocabulary().lists["criterion_cues"])


def _is_lump(one: _Stated) -> bool:
    """每年定期向市总工会拨付资金20万元: the period stands far off, or words between name a fund."""
    if one.phrase.role == "new" or not one.phrase.has_prefix_parts:
        return False
    return len(one.between) > _DISTANT_PERIOD or any(cue in one.between for cue in vocabulary().lists["lump_cues"])
