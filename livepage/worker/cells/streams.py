"""What a cell prints: sent while it runs, in few messages, and never without end."""

import io
import time
from collections import deque
from collections.abc import Callable

LINES, CHARACTERS = 1000, 200_000  # that a cell may print; of what follows, the end is kept
LAST = 4000  # characters of that end
SENDINGS, RATE = 60, 20  # messages at once, and a second


class Pace:
    """Tells when a message may be sent: some at once, then so many a second."""

    def __init__(self) -> None:
        self.left, self.at = float(SENDINGS), time.monotonic()

    def ready(self) -> bool:
        """Take one message's turn, if it is there."""
        now = time.monotonic()
        self.left = min(SENDINGS, self.left + RATE * (now - self.at))
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Stream(io.TextIOBase):
    """Stands for `sys.stdout` or `sys.stderr` while a cell runs.

    `send(text)` is called with what has come since it was last called.
    """

    encoding = "utf-8"

    def __init__(self, send: Callable[[str], None], pace: Pace) -> None:
        self.send, self.pace = send, pace
        self.waiting: list[str] = []
        self.lines, self.characters = LINES, CHARACTERS
        self.over: deque[str] | None = None  # the end of what is too much
        self.count = 0  # its lines

    def writable(self) -> bool:
        """Tell that text may be written."""
        return True

    def write(self, text: str) -> int:
        """Take text; the end of a line, or the return to its start, sends it, if not too fast."""
        if self.over is not None:
            self.count += text.count("\n")
            self.over.append(text)
            return len(text)
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        fits = self._fitting(text)
        if fits:
            self.waiting.append(fits)
            self.lines -= fits.count("\n")
            self.characters -= len(fits)
        if len(fits) < len(text):
            self.send_all()
            self.over = deque(maxlen=200)
            self.write(text[len(fits) :])
        elif "\n" in text or "\r" in text:
            self.flush()
        return len(text)

    def _fitting(self, text: str) -> str:
        """Return the part of a text that may still be shown."""
        if self.lines == 0:
            return ""
        text = text[: self.characters]
        if text.count("\n") > self.lines:
            text = "\n".join(text.split("\n", self.lines)[: self.lines]) + "\n"
        return text

    def flush(self) -> None:
        """Send what waits, unless messages come too fast."""
        if self.waiting and self.pace.ready():
            self.send_all()

    def send_all(self) -> None:
        """Send what waits."""
        text = "".join(self.waiting)
        self.waiting.clear()
        if text:
            self.send(text)

    def finish(self) -> None:
        """Send all that waits; of too much, say how much was left out, then its end."""
        self.send_all()
        if self.over is None:
            return
        end = "".join(piece[-LAST:] for piece in self.over)[-LAST:]
        if self.count > end.count("\n"):  # begin with a whole line
            end = end[end.find("\n") + 1 :]
            left = f"{self.count - end.count(chr(10)):,} lines"
        else:
            left = "a part"
        self.send(f"\n… {left} left out …\n{end}")
        self.over = None
