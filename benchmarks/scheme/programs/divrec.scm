;;; Halving numbers that are lists, recursively: allocation of pairs on the way back.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (make-number n)
  (if (= n 0) '() (cons '() (make-number (- n 1)))))

(define (half items)
  (if (null? items)
      '()
      (cons (car items) (half (cddr items)))))

(define two-hundred (make-number (opaque 200)))

(measure 1500000 (lambda () (length (half two-hundred))) 100)
