;;; (scheme case-lambda) of R7RS: the part that the benchmarks use.

(library (scheme case-lambda)
  (export case-lambda)
  (import (chezscheme)))
