#!/bin/sh
# Install the requirements file $2 with the Python $1, a line for each package that is fetched.
# pip's own exit status is handed on, and all that it says is shown when it fails.
set -u
python=$1
file=$2
log=$(mktemp)
trap 'rm -f "$log" "$log.failed"' EXIT

{
    "$python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
        -r "$file" 2>&1 || : > "$log.failed"
} | tee "$log" | awk '
    /^Collecting / { print "    " $2; fflush() }
    /^Installing collected packages/ { print "    unpacking ..."; fflush() }'

if [ -e "$log.failed" ]; then
    grep -v '^Requirement already satisfied' "$log" | tail -n 40 >&2
    exit 1
fi
