;;; Flonums of many magnitudes as text and back, which must give the same numbers.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (round-trips n)
  (let loop ((i 0) (x 1e-20) (same 0))
    (if (= i n)
        same
        (loop (+ i 1)
              (* x 1.00123)
              (if (= x (string->number (number->string x))) (+ same 1) same)))))

(define n (opaque 75000))
(measure 3 (lambda () (round-trips n)) n)
