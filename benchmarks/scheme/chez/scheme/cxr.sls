;;; (scheme cxr) of R7RS: the part that the benchmarks use.

(library (scheme cxr)
  (export caddr cdddr cadddr caadr cddar cdadr caddar)
  (import (chezscheme)))
