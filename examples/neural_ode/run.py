"""Fits a neural network to a differential equation, through an adaptive solver that is differentiated.

    python examples/neural_ode/run.py [--steps N] [--rate R] [--tolerance T] [--seed S] [--out DIR]

Compares the solver with a solution in closed form and its gradient with central differences, trains
in one call of a device function, and writes ``trajectories.png``, ``loss.png`` and ``steps.png``.  The
exit status is 1 if one of the comparisons fails, or if the network has not learned the equation.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "common"))

if __name__ == "__main__":
    from ode_demo import main

    sys.exit(main())
