;;; (scheme write) of R7RS: the part that the benchmarks use.

(library (scheme write)
  (export write display)
  (import (chezscheme)))
