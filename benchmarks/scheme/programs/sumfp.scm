;;; A loop that adds flonums.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (sum-to n)
  (let loop ((i n) (total 0.0))
    (if (< i 0.0)
        total
        (loop (- i 1.0) (+ i total)))))

(measure 6000 (lambda () (exact (sum-to (opaque 10000.0)))) 50005000)
