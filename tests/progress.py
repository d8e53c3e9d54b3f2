"""How a test run reports: one line per file, no silent skip in CI, evidence of failures."""

import os
import shutil
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.spreading import path_of

ROOT = Path(__file__).resolve().parent.parent
EVIDENCE = Path(os.environ.get("EVIDENCE", ROOT / ".cache" / "failures"))
NOTHING_MAY_BE_SKIPPED = os.environ.get("CI") == "true"


class LinePerFile:
    """Replaces the dots: when a file is done, its name, its count and its seconds.

    Several workers may each be in a file of their own.
    """

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self.reporter = reporter
        self.reporter.showfspath = False
        self.expected: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self) -> Generator[None, tuple, tuple]:
        category, _letter, word = yield
        return category, "", word

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._expect([item.nodeid for item in session.items])

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self._expect(ids)

    def _expect(self, ids: list[str]) -> None:
        # Each worker collects the same tests.
        self.expected = Counter(path_of(nodeid) for nodeid in ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        path = path_of(report.nodeid)
        self.failures[path] += report.failed
        self.seconds[path] += report.duration
        self.done[path] += report.when == "teardown"
        if report.when == "teardown" and self.done[path] == self.expected[path]:
            failed = f"  {self.failures[path]} FAILED" if self.failures[path] else ""
            line = f"{path:52}{self.done[path]:5} {self.seconds[path]:7.1f} s{failed}"
            self.reporter.write_line(line)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return  # the run that started this worker has done it
    shutil.rmtree(EVIDENCE, ignore_errors=True)
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter and config.get_verbosity() == 0:
        config.pluginmanager.register(LinePerFile(reporter))


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip or an expected failure into a failure where all must run."""
    if report.skipped and NOTHING_MAY_BE_SKIPPED:
        report.outcome = "failed"
        report.longrepr = f"CI=true skips nothing, but: {report.longrepr}"
        if hasattr(report, "wasxfail"):
            del report.wasxfail


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    report = yield
    refuse_skip(report)
    return report


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse_skip(report)
    if report.failed:
        item.stash[FAILED] = True
        stack = item.funcargs.get("stack")
        if stack:
            report.sections.append(("Web processes", stack.last_lines()))
    return report


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder for what a failed test leaves behind; gone when it passes."""
    folder = EVIDENCE / request.node.name.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    if not request.node.stash.get(FAILED, False):
        # Another run beside this one may have cleared them all.
        shutil.rmtree(folder, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if EVIDENCE.is_dir() and any(EVIDENCE.iterdir()):
        terminalreporter.write_line(f"Screens and consoles of the failures: {EVIDENCE}")
