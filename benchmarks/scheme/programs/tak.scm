;;; Takeuchi's function: calls with three arguments, three of them nested in a fourth.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (tak x y z)
  (if (< y x)
      (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y))
      z))

(measure 5000 (lambda () (tak (opaque 18) (opaque 12) (opaque 6))) 7)
