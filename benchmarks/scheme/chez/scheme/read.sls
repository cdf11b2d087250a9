;;; (scheme read) of R7RS: the part that the benchmarks use.

(library (scheme read)
  (export read)
  (import (chezscheme)))
