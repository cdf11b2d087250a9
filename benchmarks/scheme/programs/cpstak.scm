;;; Takeuchi's function in continuation-passing style: closures that are called once.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (tak x y z k)
  (if (< y x)
      (tak (- x 1) y z
           (lambda (a)
             (tak (- y 1) z x
                  (lambda (b)
                    (tak (- z 1) x y
                         (lambda (c) (tak a b c k)))))))
      (k z)))

(measure 2500 (lambda () (tak (opaque 18) (opaque 12) (opaque 6) (lambda (result) result))) 7)
