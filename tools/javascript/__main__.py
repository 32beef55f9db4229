"""Run the JavaScript tools: ``python -m tools.javascript lint``, ``format`` or ``relock``."""

import sys

from tools import javascript


def main(arguments: list[str]) -> int:
    """Run one of the commands; return its exit code."""
    commands = {
        "lint": lambda: javascript.style(write=False) or javascript.types(),
        "format": lambda: javascript.style(write=True),
    }
    if arguments == ["relock"]:
        javascript.relock()
        return 0
    if len(arguments) != 1 or arguments[0] not in commands:
        print(f"expected one of {', '.join([*commands, 'relock'])}, got {' '.join(arguments)}")
        return 2
    try:
        javascript.install()
    except javascript.ToolError as error:
        print(error, file=sys.stderr)
        return 1
    return commands[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
