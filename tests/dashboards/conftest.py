"""What the tests of the pages share: a small published warehouse, and the app to run on it without a browser."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.questions.standards import Wanted, in_full, marks
from dashboards.warehouse import published_warehouse
from tests.dashboards import small_warehouse

ROOT = Path(__file__).parents[2]
APP = ROOT / "dashboards" / "app.py"
OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small published warehouse."""
    return small_warehouse.build(tmp_path_factory.mktemp("small"))


def stated(folder: Path, aid_type: str) -> pl.DataFrame:
    """The standards of one kind of aid of a published warehouse, each city's latest, with all that is known about them."""
    warehouse = published_warehouse(folder)
    return in_full(warehouse, marks(warehouse, Wanted(aid_type)))


@pytest.fixture(autouse=True)
def no_browser_to_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing draws a chart here, so nothing is waited for."""
    monkeypatch.setattr("dashboards.drawing.FIRST_DRAWING_SECONDS", 0)
    monkeypatch.setattr("dashboards.drawing.REDRAWING_SECONDS", 0)


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, small: Path) -> OpenPage:
    """Open a page as its address would: `open_page("compare", aid_type="honour_allowance")`; `folder` is another warehouse."""

    def opened(name: str = "overview", folder: Path = small, **query: str) -> AppTest:
        monkeypatch.setenv("BANGFU_WAREHOUSE", str(folder))
        app = AppTest.from_file(str(APP.resolve()), default_timeout=30)
        app.query_params.update({key: query[key] for key in query if key == "lang"})
        app.run()
        if name != "overview":
            app.switch_page(f"views/{name}.py")
        app.query_params.update(query)
        return app.run()

    return opened


def values(app: AppTest, *kinds: str) -> list[str]:
    """The texts of all elements of some kinds."""
    return [str(getattr(element, "value", "")) for kind in kinds for element in app.get(kind)]


def marked_up(app: AppTest) -> list[str]:
    """The texts in which Markdown is obeyed."""
    return values(app, "markdown", "caption", "header", "subheader", "info", "warning", "error")


def listed(app: AppTest) -> list[str]:
    """The HTML on a page."""
    return [str(element.proto.body) for element in app.get("html")]


def seen(app: AppTest) -> str:
    """Every text on a page, in one string: what a person could read, tables included."""
    tables = [table.value.to_csv(index=False) for table in app.dataframe]
    return "\n".join([*marked_up(app), *values(app, "text", "code", "metric"), *tables, *listed(app)])


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """AppTest puts the app in place of `__main__` and leaves it there; a child process started later would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
