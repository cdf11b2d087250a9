;;; Fibonacci numbers by double recursion: calls and small integers.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (fib n)
  (if (< n 2)
      n
      (+ (fib (- n 1)) (fib (- n 2)))))

(measure 8 (lambda () (fib (opaque 35))) 9227465)
