"""XML from strangers → elements: no DOCTYPE, no entities, no network, no huge trees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from lxml import etree

from ingest.layout import Unreadable

_REFUSED = "the file's XML has a DOCTYPE, which no office program writes; it is not read"


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML part called `name`. Raises Unreadable when it is malformed or declares a DOCTYPE."""
    if b"<!DOCTYPE" in data:
        raise Unreadable("unsafe_xml", _REFUSED)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken_file", f"{name} is no well-formed XML; save the file anew") from error
    if getattr(root.getroottree().docinfo, "doctype", None):  # in an encoding that hides it from a search for bytes
        raise Unreadable("unsafe_xml", _REFUSED)
    return root


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace, so that transitional and strict files read alike; empty for what is no element."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def attribute(element: etree._Element | None, name: str, otherwise: str = "") -> str:
    """An attribute's value by its name without namespace."""
    if element is None:
        return otherwise
    for key, value in element.attrib.items():
        if key == name or str(key).endswith(f"}}{name}"):
            return str(value)
    return otherwise


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names, None when a step is missing."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(_anywhere(name)), None)
    return element


@lru_cache(maxsize=1024)
def _anywhere(name: str) -> str:
    """What lxml takes for a local name in any namespace."""
    return f"{{*}}{name}"


def each_element(data: bytes, name: str, *wanted: str) -> Iterator[etree._Element]:
    """Every element with one of the local names `wanted`, in the order of their ends, forgotten as soon as the next is asked for.

    Raises Unreadable like parse_xml.
    """
    if b"<!DOCTYPE" in data:
        raise Unreadable("unsafe_xml", _REFUSED)
    tags = [f"{{*}}{tag}" for tag in wanted]
    elements = etree.iterparse(
        BytesIO(data),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in elements:
            if getattr(element.getroottree().docinfo, "doctype", None):
                raise Unreadable("unsafe_xml", _REFUSED)
            yield element
            element.clear()
    except etree.XMLSyntaxError as error:
        raise Unreadable("broken_file", f"{name} is no well-formed XML; save the file anew") from error
