;;; Digits of pi, one after the other, by Gibbons's spigot: products and quotients of integers that grow.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

;; The first digits as one integer.
(define (pi-digits count)
  (let loop ((q 1) (r 0) (t 1) (k 1) (n 3) (l 3) (left count) (digits 0))
    (cond ((= left 0) digits)
          ((< (- (+ (* 4 q) r) t) (* n t))
           (loop (* 10 q)
                 (* 10 (- r (* n t)))
                 t
                 k
                 (- (quotient (* 10 (+ (* 3 q) r)) t) (* 10 n))
                 l
                 (- left 1)
                 (+ (* 10 digits) n)))
          (else
           (loop (* q k)
                 (* (+ (* 2 q) r) l)
                 (* t l)
                 (+ k 1)
                 (quotient (+ (* q (+ (* 7 k) 2)) (* r l)) (* t l))
                 (+ l 2)
                 left
                 digits)))))

;; The 1000th decimal is the last of ...64201989.
(measure 9 (lambda () (modulo (pi-digits (opaque 1001)) 100000000)) 64201989)
