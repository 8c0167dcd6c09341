"""A Spark session whose SQL means what DuckDB's means."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # an overflow or a text that is no number is an error, as in DuckDB
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",  # "col" is a column, never a text
    "spark.ui.enabled": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}


def spark_session(warehouse: Path, master: str | None = None, settings: dict[str, str] | None = None) -> Any:
    """The session of this process; its tables lie as Parquet below `warehouse`, a folder that every machine sees.

    Without `master` that of spark-submit, else all cores of this machine.
    """
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the executors need what this process has
    builder = SparkSession.builder.appName("bangfu").config("spark.sql.warehouse.dir", str(warehouse.absolute()))
    if master or "SPARK_ENV_LOADED" not in os.environ:
        builder = builder.master(master or "local[*]")
    for name, value in (SETTINGS | (settings or {})).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.udf.register("nfc_normalize", _nfc, "string")
    return session


def _nfc(text: str | None) -> str | None:
    import unicodedata

    return None if text is None else unicodedata.normalize("NFC", text)
