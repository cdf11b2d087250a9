"""Trains a neural network on handwritten digits with an Eshkol program.

    python examples/digits/run.py [--epochs N] [--rate R] [--goal L] [--seed S] [--out DIR]

Shows the program and its gradient on their way through the eshkol dialect, linalg and IREE, trains on
every kind of device that this machine has, and writes ``digits.vmfb`` (code for all targets),
``loss.png`` and ``mistakes.png``.  The exit status is 1 if the test accuracy is below 0.97, or if a
device does not compute what the CPU computes.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))

if __name__ == "__main__":
    from digits_demo import main

    sys.exit(main())
