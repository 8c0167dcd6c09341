"""Figures and Chinese numerals to exact decimals."""

from __future__ import annotations

from decimal import Context, Decimal

_EXACT = Context(prec=60)
_DIGITS = {
    sign: value
    for value, signs in enumerate(["零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for sign in signs
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
HAN = frozenset(_DIGITS) | frozenset(_PLACES) | frozenset(_MYRIADS)
HAN_FIRST = frozenset(_DIGITS) | {"十", "拾"}
LARGEST = Decimal(10) ** 14
_YEAR_DIGITS = 4


def figures_to_decimal(figures: str) -> Decimal | None:
    """`1,234.50` → 1234.50; None for a code (`0471`) and for more figures than any sum or count has."""
    digits = figures.replace(",", "")
    if digits[0] == "0" and digits[1:2].isdigit():
        return None
    return Decimal(digits) if len(digits) <= 24 and len(digits.partition(".")[0]) <= 14 else None


def han_to_decimal(numeral: str) -> Decimal | None:
    """`一百二十` → 120, `两万三千` → 23000, `二〇二五` → 2025; None when it is no well-formed numeral: 三五 is three to five."""
    if len(numeral) > 20:
        return None
    if len(numeral) > 1 and all(sign in _DIGITS for sign in numeral):
        return _spelled(numeral)
    total = section = 0
    digit: int | None = None
    place = 10**9
    for sign in numeral:
        if sign in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[sign]
        elif sign in _PLACES:
            if _PLACES[sign] >= place or (digit is None and sign not in "十拾"):
                return None
            place = _PLACES[sign]
            section += (1 if digit is None else digit) * place
            digit = None
        else:
            total = (total + section + (digit or 0)) * _MYRIADS[sign]
            section, digit, place = 0, None, 10**9
            if total == 0:
                return None
    if digit and place not in (10, 10**9) and numeral[-2] not in "零〇":
        return None  # 三千五 may be 3500: not for us to say
    return Decimal(total + section + (digit or 0))


def _spelled(numeral: str) -> Decimal | None:
    """Digit after digit, as a year is read."""
    if len(numeral) < _YEAR_DIGITS and not set(numeral) & set("零〇"):
        return None
    return Decimal("".join(str(_DIGITS[sign]) for sign in numeral))


def scaled(value: Decimal, power: int) -> Decimal:
    """value × 10^power, exactly: 10.6 and 4 → 106000."""
    return _EXACT.multiply(value, Decimal(10) ** power)


def summed(first: Decimal, second: Decimal) -> Decimal:
    """first + second, exactly."""
    return _EXACT.add(first, second)
