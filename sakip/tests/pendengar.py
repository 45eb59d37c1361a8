"""A pytest plugin that hears which test calls which guarded function: `pytest -p sakip.tests.pendengar`.

Every process of pytest-xdist writes what it heard to `build/peta/`; `load_peta` puts it together.
What was heard holds until a source changes, and only when the whole run was green.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Iterator

import pytest

from sakip.tests.mutan import AKAR, Rumah, Tempat, find_guards

FOLDER = AKAR / "build" / "peta"
# The access table: `bukti.penjaga` has its world ready in every forked copy.
UTAMA = "test_access.py"

# Which tests call a function, the quick ones first.
Peta = dict[Tempat, list[str]]

_called: set[Tempat] = set()
_heard: dict[Tempat, list[tuple[bool, float, str]]] = {}


def _runs_tests(config: pytest.Config) -> bool:
    """Whether this process runs tests itself, and does not only hand them out."""
    return hasattr(config, "workerinput") or not config.getoption("numprocesses", None)


def _is_first(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if _is_first(config):
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    if _runs_tests(session.config):
        Rumah().listen(find_guards(), _called)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    _called.clear()
    start = time.perf_counter()
    result = yield
    key = (item.path.name != UTAMA, time.perf_counter() - start, item.nodeid)
    for place in _called:
        _heard.setdefault(place, []).append(key)
    return result


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if _runs_tests(session.config):
        name = getattr(session.config, "workerinput", {}).get("workerid", "satu")
        rows = [[*place, keys] for place, keys in sorted(_heard.items())]
        kept = json.dumps({"sumber": _fingerprint(), "peta": rows})
        (FOLDER / f"{name}.json").write_text(kept)
    if _is_first(session.config) and exitstatus:
        shutil.rmtree(FOLDER)


def load_peta() -> Peta:
    """What the last green run heard; empty when there was none or a source has changed since."""
    heard: dict[Tempat, list[tuple[bool, float, str]]] = {}
    now = _fingerprint()
    for path in sorted(FOLDER.glob("*.json")):
        kept = json.loads(path.read_text())
        if kept["sumber"] != now:
            return {}
        for berkas, fungsi, keys in kept["peta"]:
            heard.setdefault((berkas, fungsi), []).extend(map(tuple, keys))
    return {place: [nodeid for *_, nodeid in sorted(keys)] for place, keys in heard.items()}


def _fingerprint() -> str:
    """One hash of every source that the tests run through."""
    digest = hashlib.sha256()
    for path in sorted((AKAR / "sakip").rglob("*")):
        if path.suffix in {".py", ".html"}:
            digest.update(f"{path.relative_to(AKAR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
