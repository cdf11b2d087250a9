;;; (scheme file) of R7RS: the part that the benchmarks use.

(library (scheme file)
  (export call-with-input-file call-with-output-file delete-file file-exists?)
  (import (chezscheme)))
