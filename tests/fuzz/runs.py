"""Damaged files through the refresh's own pool of child processes: what comes of each, and the memory a child took at most."""

from __future__ import annotations

import hashlib
import resource
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from ingest.nouns import Refusal, SourceFile
from ingest.pools import in_children
from ingest.workers import open_bundles, read_source
from tests.fuzz.mutations import mutation, samples


@dataclass
class Outcomes:
    """Read, refused by a reader, or ended by the pool - by code; the slowest second and the largest child are bounds for all."""

    codes: Counter[str] = field(default_factory=Counter)
    ended: list[str] = field(default_factory=list)
    most_mib: float = 0.0
    seconds: float = 0.0


def read_and_weigh(source: SourceFile) -> tuple[str, float]:
    """In the child: reads as a refresh does. Returns what came of it and the child's largest size so far, in MiB."""
    reading = read_source(source)
    code = "read" if reading.projects or reading.rates else reading.issues[0].code
    return code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fuzz(folder: Path, count: int, seed: int) -> Outcomes:
    """Reads `count` damaged files of every format in turn; files that ended a child stay in `folder`."""
    chance, endings = Random(seed), list(samples())
    sources = []
    for number in range(count):
        ending = endings[number % len(endings)]
        data = mutation(ending, chance)
        file = folder / f"{number:05}.{ending}"
        file.write_bytes(data)
        sources.append(SourceFile(file, file.name, hashlib.sha256(data).hexdigest()))
    result = Outcomes()
    start = time.monotonic()
    opened, refused = open_bundles(sources)
    result.codes.update(refusal.code for refusal in refused)
    for source, outcome in in_children(opened, read_and_weigh):
        if isinstance(outcome, Refusal):
            result.ended.append(f"{source.source_path}: {outcome.code}, {outcome.reason}")
            continue
        result.codes[outcome[0]] += 1
        result.most_mib = max(result.most_mib, outcome[1])
    result.seconds = time.monotonic() - start
    return result
