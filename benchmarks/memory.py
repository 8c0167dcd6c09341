"""`python -m benchmarks.memory [documents]`: reads a generated folder of small documents as a refresh does, into its cache and the raw
tables, and prints how much memory the run and its largest reading process hold at each tenth. Flat means: the last is like the first.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.measure import ROOT

DOCUMENTS = 1000
SAMPLES = 10
FORM = """{city}总工会{year}年项目支出绩效目标表
单位：{city}总工会	金额单位：万元
项目名称	困难职工帮扶{number}
预算数	{budget}
绩效目标	为困难职工发放慰问金。
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	慰问人数	≥{heads}人
产出指标	成本指标	慰问标准	{rate}元/人
效益指标	社会效益指标	职工生活改善	有所改善
满意度指标	服务对象满意度指标	职工满意度	≥95%
"""


def main(documents: int = DOCUMENTS) -> None:
    """Measure in a scratch folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _generate(folder / "sources", documents)
        print(f"{'documents':>10} {'run, MiB':>10} {'child, MiB':>11}")
        for count, own, child in _measure(folder, documents):
            print(f"{count:>10} {own:>10.1f} {child:>11.1f}", flush=True)


def memory_over_documents() -> Iterator[Figure]:
    """What the run holds after all documents were read, against what it held after the first tenth; in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.memory", str(DOCUMENTS)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    run = [float(line.split()[1]) for line in printed.splitlines()[1 : SAMPLES + 1]]
    yield Figure(f"memory, {DOCUMENTS} documents read", "MiB", run[-1], "after the first tenth", run[0], goal=1.1)


def _generate(sources: Path, documents: int) -> None:
    for number in range(documents):
        home = sources / f"{number:05}"
        home.mkdir(parents=True)
        text = FORM.format(
            city="黄山市",
            year=2024,
            number=number,
            budget=10 + number % 90,
            heads=100 + number,
            rate=500 + number % 500,
        )
        (home / "document.txt").write_text(text, encoding="utf-8")
        passport = f"""title: 黄山市总工会2024年项目支出绩效目标表{number}
publisher: 黄山市总工会
city_id: "341000"
city_name: 黄山市
fiscal_year: 2024
fiscal_year_basis: printed
media_type: text/plain
sha256: {hashlib.sha256(text.encode()).hexdigest()}
obtained: generated
"""
        (home / "source.yml").write_text(passport, encoding="utf-8")


def _measure(folder: Path, documents: int) -> Iterator[tuple[int, float, float]]:
    """Documents done so far, and MiB of this process and of the largest child: first while they are read, then while they are loaded."""
    import duckdb

    from ingest.corrections import correct_readings
    from ingest.loading import load_readings
    from ingest.sources import files_to_sources, find_files
    from ingest.steps import RAW
    from ingest.workers import ReadingCache, read_sources

    found, _ = find_files(folder / "sources")
    sources, _ = files_to_sources(found)
    cache = ReadingCache(folder / "cache")
    every = max(1, documents // SAMPLES)
    for count, (source, reading) in enumerate(read_sources(sources), 1):
        cache.put(source, reading)  # type: ignore[arg-type]
        if count % every == 0:
            yield count, *_resident()
    with duckdb.connect(str(folder / "measured.duckdb")) as connection:
        load_readings(connection, RAW, correct_readings(sources, ((source, cache.get(source)) for source in sources)))
        yield documents, *_resident()


def _resident() -> tuple[float, float]:
    """MiB that this process and the largest of its descendants hold now."""
    parents = {int(status.parent.name): _status(status) for status in Path("/proc").glob("[0-9]*/status")}
    own = {_OWN}
    while more := {pid for pid, (parent, _) in parents.items() if parent in own} - own:
        own |= more
    sizes = {pid: parents[pid][1] / 1024 for pid in own if pid in parents}
    return sizes[_OWN], max((size for pid, size in sizes.items() if pid != _OWN), default=0.0)


def _status(file: Path) -> tuple[int, int]:
    """The parent of a process and the KiB it holds; of one that is gone, nothing."""
    try:
        said = dict(line.split(":", 1) for line in file.read_text().splitlines() if ":" in line)
    except (FileNotFoundError, ProcessLookupError):
        return -1, 0
    return int(said["PPid"]), int(said.get("VmRSS", "0 kB").split()[0])


_OWN = int(Path("/proc/self").resolve().name)

if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
