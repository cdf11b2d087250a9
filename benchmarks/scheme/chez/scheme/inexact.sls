;;; (scheme inexact) of R7RS: the part that the benchmarks use.

(library (scheme inexact)
  (export sqrt exp log sin cos tan asin acos atan finite? infinite? nan?)
  (import (chezscheme)))
