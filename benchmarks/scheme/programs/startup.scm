;;; Nothing: what a process costs that does no work.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(measure 1 (lambda () (opaque 0)) 0)
