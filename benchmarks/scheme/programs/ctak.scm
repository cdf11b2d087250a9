;;; Takeuchi's function whose results travel through captured continuations: call/cc, each continuation left once.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (tak x y z)
  (call-with-current-continuation (lambda (k) (tak-to k x y z))))

(define (tak-to k x y z)
  (if (< y x)
      (tak-to k
              (call-with-current-continuation (lambda (k) (tak-to k (- x 1) y z)))
              (call-with-current-continuation (lambda (k) (tak-to k (- y 1) z x)))
              (call-with-current-continuation (lambda (k) (tak-to k (- z 1) x y))))
      (k z)))

(measure 60 (lambda () (tak (opaque 18) (opaque 12) (opaque 6))) 7)
