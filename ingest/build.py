"""One `dbt build` in a child process. dbt keeps DuckDB's lock as long as its process lives, so it never runs in ours.

The child is started early: it spends its seconds of importing dbt while the parent still reads and checks, then waits for a
word to go. Run as a module (`python -m ingest.build`) this file is that child.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.fingerprints import ROOT
from ingest.limits import end_in_words
from ingest.recipe import Statement, compiled
from ingest.runs import Check

PROJECT = ROOT / "dbt_project"
FAILED = {"error", "fail", "runtime error"}
GO = b"go\n"
_LOST = ": somebody or something killed it; the next refresh builds anew"
# A third of a build went into a debug log nobody reads; failures are in run_results.json and on standard out.
QUIET = {
    "DBT_LOG_LEVEL_FILE": "none",
    "DBT_LOG_LEVEL": "warn",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DO_NOT_TRACK": "1",
}


@dataclass(slots=True)
class Built:
    """What dbt did: the results of its tests, what went wrong, in readable lines, and its statements."""

    checks: list[Check] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    n_models: int = 0
    recipe: list[Statement] = field(default_factory=list)


class DbtBuild:
    """A dbt process that is warming up. `state` holds dbt's target folder, `database` is the DuckDB file it will build in."""

    def __init__(self, database: Path, state: Path, is_full: bool = False, project: Path = PROJECT) -> None:
        self._target = state / "target"
        self._log = state / "build.log"
        state.mkdir(parents=True, exist_ok=True)
        for result in ("run_results.json", "manifest.json"):
            (self._target / result).unlink(missing_ok=True)
        environment = os.environ | {
            # named without its folder, in which the child works: dbt parses anew whenever a connection's words change
            "BANGFU_DUCKDB": database.name,
            "DBT_TARGET_PATH": str(self._target.absolute()),
            "DBT_LOG_PATH": str((state / "logs").absolute()),
            **QUIET,
        }
        flags = ["--no-partial-parse"] if is_full else []
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ingest.build", str(project.absolute()), str(database.parent.absolute()), *flags],
                stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, env=environment, cwd=ROOT,
            )  # fmt: skip

    def run(self) -> Built:
        """Let dbt go and wait for its end."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(GO)
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # it died while warming up; its exit code and its log say why
        code = self._process.wait()
        self._process.stdin.close()
        built = _results(self._target)
        if code != 0 and not built.failures:
            built.failures = [
                f"dbt's process ended with {end_in_words(code)}{_LOST if code < 0 else ''}",
                *self._log.read_text(errors="replace").splitlines()[-30:],
            ]
        return built

    def stop(self) -> None:
        """End the process, whatever it does; nothing happens when it has ended already."""
        self._process.kill()
        self._process.wait()


def _results(target: Path) -> Built:
    """What dbt wrote about its last run."""
    built = Built()
    try:
        results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
        nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    except FileNotFoundError:
        return built
    for result in results:
        node = nodes[result["unique_id"]]
        if result["status"] in FAILED:
            built.failures.append(f"{node['resource_type']} {node['name']}: {_one_line(result['message'])}")
        if node["resource_type"] == "test":
            built.checks.append(_check(node, result, nodes))
        else:
            built.n_models += result["status"] == "success"
    built.recipe = compiled(results, nodes)
    return built


def _check(node: dict[str, Any], result: dict[str, Any], nodes: dict[str, Any]) -> Check:
    tested = nodes.get(node.get("attached_node") or "", {})
    return Check(
        suite="dbt",
        table=".".join(filter(None, (tested.get("schema"), tested.get("name")))) or node["name"],
        column=node.get("column_name"),
        expectation=(node.get("test_metadata") or {}).get("name") or node["name"],
        description=node.get("description") or node["name"],
        is_critical=node["config"]["severity"].lower() == "error",
        success=result["status"] == "pass",
        observed_text=_observed(result),
    )


def _observed(result: dict[str, Any]) -> str:
    if result["message"]:
        return _one_line(result["message"])
    return f"{result['failures']} failures" if result["failures"] is not None else str(result["status"])


def _one_line(message: str | None) -> str:
    return " ".join((message or "").split())[:500]


def _child(project: str, folder: str, *flags: str) -> int:
    """Import dbt, wait for the word to go, build in `folder`. Without a parent there is nothing to build for: then it ends at once."""
    import threading

    from dbt.cli.main import dbtRunner

    if os.read(sys.stdin.fileno(), len(GO)) != GO:
        return 1

    def end_with_parent() -> None:
        os.read(sys.stdin.fileno(), 1)  # unbuffered: a buffered reader would hold a lock at exit
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
    os.chdir(folder)
    folders = ["--project-dir", project, "--profiles-dir", project]
    # unit tests judge the models, not the data: the test run has them, a refresh does without
    only_data = ["--exclude-resource-type", "unit_test"]
    result = dbtRunner().invoke(["--no-use-colors", *flags, "build", *only_data, *folders])
    if result.exception:
        sys.stderr.write(f"{result.exception}\n")
    return 0 if result.success else 1


if __name__ == "__main__":
    sys.exit(_child(*sys.argv[1:]))
