;;; Halving numbers that are lists, by a loop: allocation of pairs in a tail-recursive loop.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (make-number n)
  (let loop ((n n) (found '()))
    (if (= n 0) found (loop (- n 1) (cons '() found)))))

(define (half items)
  (let loop ((items items) (found '()))
    (if (null? items)
        found
        (loop (cddr items) (cons (car items) found)))))

(define two-hundred (make-number (opaque 200)))

(measure 1500000 (lambda () (length (half two-hundred))) 100)
