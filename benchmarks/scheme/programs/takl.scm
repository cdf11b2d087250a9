;;; Takeuchi's function where a list of n elements stands for n: walks along lists.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (count-down n)
  (if (= n 0)
      '()
      (cons n (count-down (- n 1)))))

(define (shorter? a b)
  (and (pair? b)
       (or (null? a)
           (shorter? (cdr a) (cdr b)))))

(define (tak x y z)
  (if (shorter? y x)
      (tak (tak (cdr x) y z) (tak (cdr y) z x) (tak (cdr z) x y))
      z))

(define x (count-down (opaque 18)))
(define y (count-down (opaque 12)))
(define z (count-down (opaque 6)))

(measure 600 (lambda () (length (tak x y z))) 7)
