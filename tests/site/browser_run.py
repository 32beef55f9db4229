"""Runs a file of tests inside the page's Python, where the test beside it brings this module."""

import contextlib
import io
import json
from typing import Any

import pytest

LONGEST = 4000  # characters that are told of a failure


class Outcomes:
    """A plugin that keeps what came of each test: "passed", or what there is to say of it."""

    def __init__(self) -> None:
        self.tests: dict[str, str] = {}
        self.faults: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Keep the outcome of the call, or of a setup or teardown that went wrong."""
        if report.passed:
            self.tests.setdefault(report.nodeid, "passed")
        else:
            self.tests[report.nodeid] = f"{report.outcome}: {report.longreprtext[-LONGEST:]}"

    def pytest_collectreport(self, report: Any) -> None:
        """Keep why a file could not be read."""
        if report.failed:
            self.faults.append(report.longreprtext[-LONGEST:])


def run(path: str) -> str:
    """Run a file; return {tests: {id: outcome}, faults, code, said} as JSON."""
    outcomes = Outcomes()
    said = io.StringIO()
    # No file descriptors to capture and no signals to catch in a browser.
    options = ["--capture=sys", "-p", "no:faulthandler", "-q", "--tb=short"]
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = pytest.main([*options, path], plugins=[outcomes])
    told = {"tests": outcomes.tests, "faults": outcomes.faults, "code": int(code)}
    return json.dumps({**told, "said": said.getvalue()[-LONGEST:]})
