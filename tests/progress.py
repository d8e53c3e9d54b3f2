"""How a test run reports: one line per file, no silent skip in CI, evidence of failures."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EVIDENCE = Path(os.environ.get("EVIDENCE", ROOT / ".cache" / "failures"))
NOTHING_MAY_BE_SKIPPED = os.environ.get("CI") == "true"


class LinePerFile:
    """Replaces the dots: a file's name when it starts, its count and seconds at its end."""

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self.reporter = reporter
        self.reporter.showfspath = False
        self.path = ""
        self.count = self.failures = 0
        self.seconds = 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self) -> Generator[None, tuple, tuple]:
        category, _letter, word = yield
        return category, "", word

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        path = nodeid.split("::")[0]
        if path != self.path:
            self._end_line()
            self.path = path
            self.reporter.write(path.ljust(52), flush=True)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.count += report.when == "call" or report.skipped
        self.failures += report.failed
        self.seconds += report.duration

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        done = yield
        self._end_line()
        return done

    def _end_line(self) -> None:
        if self.path:
            failed = f"  {self.failures} FAILED" if self.failures else ""
            self.reporter.write_line(f"{self.count:5} {self.seconds:7.1f} s{failed}")
        self.path, self.count, self.failures, self.seconds = "", 0, 0, 0.0


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
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
        shutil.rmtree(folder)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if EVIDENCE.is_dir() and any(EVIDENCE.iterdir()):
        terminalreporter.write_line(f"Screens and consoles of the failures: {EVIDENCE}")
