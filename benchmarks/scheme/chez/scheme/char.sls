;;; (scheme char) of R7RS: the part that the benchmarks use.

(library (scheme char)
  (export char-upcase char-downcase char-alphabetic? char-numeric? char-whitespace?)
  (import (chezscheme)))
