"""``python -m tests.parity.torch_golden``: ask PyTorch for all answers, and store them.

PyTorch has to be installed, or on PYTHONPATH; which one answered is written beside the answers.
"""

import sys
from importlib import import_module

import numpy as np

from tests.parity.torch_case import FOLDER

GROUPS = ["attention", "autodiff", "backprop", "digits", "functional", "gpt", "mlp", "optimizers"]


def main() -> int:
    """Write one file for each group, the names of its cases with their answers."""
    torch = import_module("torch")
    torch.set_num_threads(1)
    FOLDER.mkdir(exist_ok=True)
    for group in sys.argv[1:] or GROUPS:
        cases = import_module(f"tests.parity.test_torch_{group}").CASES
        found = {case.name: case.flat_answer() for case in cases}
        if len(found) < len(cases):
            raise ValueError(f"two cases of {group} have one name")
        np.savez_compressed(FOLDER / f"{group}.npz", **found)
    about = [
        f"Answers of PyTorch {torch.__version__}, stored by `python -m tests.parity.torch_golden`.",
        "",
        "One array for each case of `test_torch_<group>.py`: its results one after the other.",
    ]
    (FOLDER / "README.md").write_text("\n".join(about) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
