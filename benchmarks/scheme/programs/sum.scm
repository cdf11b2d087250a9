;;; A loop that adds small integers.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (sum-to n)
  (let loop ((i n) (total 0))
    (if (< i 0)
        total
        (loop (- i 1) (+ i total)))))

(measure 40000 (lambda () (sum-to (opaque 10000))) 50005000)
