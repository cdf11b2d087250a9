;;; Fibonacci numbers by double recursion on flonums: calls whose arguments and results are boxed, or not.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (fib x)
  (if (< x 2.0)
      x
      (+ (fib (- x 1.0)) (fib (- x 2.0)))))

(measure 2 (lambda () (exact (fib (opaque 35.0)))) 9227465)
