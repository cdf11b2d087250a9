;;; (scheme complex) of R7RS: the part that the benchmarks use.

(library (scheme complex)
  (export imag-part magnitude make-rectangular real-part)
  (import (chezscheme)))
