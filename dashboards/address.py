"""The view lives in the address: every choice is read from the query of the URL and written back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from dashboards.words import LANGUAGES, Language, Words, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T", bound=str)
SEPARATOR = ","


def language() -> Language:
    """The language of the address, else the one of this visit, else Chinese. Kept in the address when it is not Chinese."""
    asked = st.query_params.get("lang") or st.session_state.get("language")
    chosen: Language = next((known for known in LANGUAGES if known == asked), LANGUAGES[0])
    st.session_state["language"] = chosen
    if st.query_params.get("lang", LANGUAGES[0]) != chosen:
        st.query_params["lang"] = chosen
    return chosen


def words(spoken: Language | None = None) -> Words:
    """The catalogue of a language, by default of this visit's."""
    return words_in(spoken or st.session_state.get("language", LANGUAGES[0]))


def resume(page: str, parameters: Sequence[str]) -> None:
    """Come back to a page as it was left: entered without any of its parameters, it gets those it had last in this visit."""
    now = {name: st.query_params[name] for name in parameters if name in st.query_params}
    is_entered = st.session_state.get("page") != page
    left = st.session_state.setdefault("left", {})
    if is_entered and not now:
        for name, value in left.get(page, {}).items():
            write(name, value)
    else:
        left[page] = now
    st.session_state["page"] = page


def chosen(parameter: str, options: Sequence[T], default: T) -> T:
    """The option the address asks for; `default` when it asks for none or for one that does not exist."""
    asked = st.query_params.get(parameter)
    return next((option for option in options if option == asked), default)


def chosen_many(parameter: str, options: Sequence[T]) -> list[T]:
    """The options the address asks for, separated by commas; none means no restriction."""
    asked = st.query_params.get(parameter, "").split(SEPARATOR)
    return [option for option in options if option in asked]


def asked_number(parameter: str, lowest: int, highest: int) -> int | None:
    """The whole number the address asks for, brought between the bounds; None when it asks for none."""
    asked = st.query_params.get(parameter, "")
    return min(max(int(asked), lowest), highest) if asked.isascii() and asked.isdigit() else None


def write(parameter: str, value: str | Sequence[str] | None) -> None:
    """Put a choice into the address; nothing chosen takes it out."""
    text = value if isinstance(value, str) or value is None else SEPARATOR.join(value)
    if text:
        st.query_params[parameter] = text
    elif parameter in st.query_params:
        del st.query_params[parameter]


def bound(parameter: str, value: str | Sequence[str] | None) -> tuple[str, Callable[[], None]]:
    """Key and callback for a widget that shows `value`, the address's choice, and writes what a person changes."""
    key = f"address.{parameter}"
    st.session_state[key] = value
    return key, lambda: write(parameter, st.session_state[key])
