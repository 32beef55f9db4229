#!/bin/sh
# Make the virtual environment $1 with a Python of at least 3.11, or say plainly what is missing.
# PYTHON=/path/to/python chooses one.
set -u
venv=$1

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

chosen=
for candidate in ${PYTHON:-python3 python3.11 python3.12 python3.13 python3.14 python}; do
    if new_enough "$candidate"; then
        chosen=$candidate
        break
    fi
done
if [ -z "$chosen" ]; then
    echo "The book needs Python 3.11 or newer, and found: $(${PYTHON:-python3} --version 2>&1 | head -n 1)." >&2
    echo "Install a newer Python, or name one: make PYTHON=/path/to/python3.12 ..." >&2
    exit 1
fi

echo "==> Virtual environment in $venv with $("$chosen" --version) ($chosen)"
if ! "$chosen" -m venv --clear "$venv"; then
    echo "This Python cannot make virtual environments.  On Debian and Ubuntu:" >&2
    echo "  sudo apt-get install python3-venv" >&2
    rm -rf "$venv"
    exit 1
fi
