"""Computes the gradient of every image's loss in one call, by ``vmap`` of ``grad``.

    python examples/per_example_gradients/run.py [--examples N] [--epochs N] [--most NORM] [--out DIR]

Trains the network of the digits example for a few epochs, takes the gradient of the loss of each image
with respect to the network, and writes a histogram of their norms, ``norms.png``, and the images with
the largest, ``largest.png``.  The exit status is 1 if the mean of the gradients is not the gradient of
the mean loss, if one of them is not what it is by itself, or if clipping does not do what it should.
"""

import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1]
sys.path += [str(EXAMPLES / "common"), str(EXAMPLES / "digits")]

if __name__ == "__main__":
    from gradients_demo import main

    sys.exit(main())
