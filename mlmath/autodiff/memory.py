"""Why the second step need not wait for memory that the first one has just given back."""

import os
import sys

import numpy as np

BLOCK = 30 * 2**20  # bytes; what the C library may learn from ends at 32 MB


def keep_freed_memory() -> bool:
    """Teach the GNU C library to keep what is freed for the next arrays; elsewhere do nothing.

    It returns large blocks to the system at once, and gets them back cleared, page by page: a
    seventh of the time of a training step, more than half of that of attention alone.  From the
    largest block freed so far, up to 32 MB, it learns which sizes to keep instead.  Freeing one
    that was never written to teaches it that, and takes no memory.

    That holds for the whole process and for good, so nothing asks for it on import: the trainer
    of the language model does, and so may anyone who trains long.

    Returns whether this is the GNU C library.
    """
    gnu = sys.platform == "linux" and "CS_GNU_LIBC_VERSION" in getattr(os, "confstr_names", ())
    if gnu:
        np.empty(BLOCK, np.uint8)
    return gnu
