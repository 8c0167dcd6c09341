"""`python -m benchmarks.corpus documents|raw`: writes a corpus of any size; the same seed writes the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from benchmarks.corpus.units import CITIES, YEARS

app = typer.Typer(add_completion=False, no_args_is_help=True)
Form = Literal["txt", "docx", "html", "xlsx", "xls", "csv", "md", "pdf", "mixed"]
Seed = Annotated[int, typer.Option(help="Another seed, another country.")]
Cities = Annotated[
    int, typer.Option(min=1, max=369, help="Cities that publish, each once a year before any second unit.")
]
Years = Annotated[int, typer.Option(min=1, help="Years that every unit publishes.")]
Projects = Annotated[int | None, typer.Option(min=1, help="At most so many projects in a document.")]


@app.command()
def documents(
    to: Annotated[Path, typer.Option(help="A folder; `bangfu refresh --sources` reads it.")],
    count: Annotated[int, typer.Option(min=1)] = CITIES * YEARS,
    form: Annotated[Form, typer.Option("--format")] = "mixed",
    seed: Seed = 1,
    cities: Cities = CITIES,
    years: Years = YEARS,
    projects: Projects = None,
) -> None:
    """Files with passports, in one format or as the country mixes them."""
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    from benchmarks.corpus.documents import draw_documents

    with ProcessPoolExecutor() as pool:
        facts = draw_documents(seed, count, cities, years, projects)
        for _ in pool.map(partial(_write, seed, form, to), facts, chunksize=16):
            pass


def _write(seed: int, form: str, to: Path, facts: object) -> None:
    from benchmarks.corpus.documents import write_document

    write_document(seed, facts, form, to)  # type: ignore[arg-type]


@app.command()
def raw(
    to: Annotated[Path, typer.Option(help="A new file ending in .duckdb, or a folder for Parquet files.")],
    cities: Cities = CITIES,
    years: Years = YEARS,
    rows: Annotated[
        int | None, typer.Option(min=1, help="About so many indicator rows, by further units of the cities.")
    ] = None,
    bank: Annotated[
        int | None, typer.Option(min=1, help="Documents that are read for real; the others repeat them.")
    ] = None,
    of: Annotated[Path | None, typer.Option(help="An earlier .duckdb file to multiply: nothing is read anew.")] = None,
    projects: Projects = None,
    seed: Seed = 1,
) -> None:
    """The raw tables as ingest fills them, straight into a database: one document for every city and year, or as many as give the rows."""
    from benchmarks.corpus.raw import write_raw

    write_raw(to, seed, cities, years, rows, bank, projects, of)


if __name__ == "__main__":
    app()
