"""What the tools need of the operating system, and how to get it where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess

ADVICE = """\
Playwright, which drives the browser in the tests, does not start on this machine:
  {reason}
If it lacks libatomic, one of these gets it:
  Debian, Ubuntu   sudo apt-get install libatomic1
  Fedora           sudo dnf install libatomic"""


def attempt(*command: str) -> None:
    """Run a command that may fail, showing how it begins and, if it fails, the reason it gives."""
    print("  $", " ".join(command), flush=True)
    done = subprocess.run(
        command,
        check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        reasons = [line for line in done.stdout.splitlines() if "rror" in line or line[:2] == "E:"]
        print("    did not work:", (reasons or ["no reason given"])[0].strip(), flush=True)


def apt_install(*packages: str) -> bool:
    """Install Debian's packages where we are allowed to; tells whether it was tried."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    attempt("apt-get", "update", "-q")
    attempt("apt-get", "install", "-q", "-y", "--no-install-recommends", *packages)
    return True


def fault_of(program: str) -> str | None:
    """Return why ``program`` does not start, or ``None`` when it does."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    return None if done.returncode == 0 else done.stderr.strip() or f"it ended {done.returncode}"


def ensure_playwright() -> None:
    """Make sure that Playwright starts; raises ``RuntimeError`` with advice where it cannot.

    It brings a node of its own, which on a very small Linux lacks one library of the system.
    """
    from playwright._impl._driver import compute_driver_executable

    node = compute_driver_executable()[0]
    fault = fault_of(node)
    if fault and "libatomic" in fault and apt_install("libatomic1"):
        fault = fault_of(node)
    if fault:
        raise RuntimeError(ADVICE.format(reason=fault))
