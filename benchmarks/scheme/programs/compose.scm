;;; Compositions of procedures, made while the program runs: calls of unknown procedures, curried ones too.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (compose f g) (lambda (x) (f (g x))))
(define (adder n) (lambda (x) (+ x n)))
(define (halver) (lambda (x) (quotient x 2)))

(define (repeated f n)
  (cond ((= n 1) f)
        ((even? n) (let ((half (repeated f (quotient n 2)))) (compose half half)))
        (else (compose f (repeated f (- n 1))))))

(define (compose-all procedures)
  (let loop ((procedures (cdr procedures)) (all (car procedures)))
    (if (null? procedures) all (loop (cdr procedures) (compose all (car procedures))))))

(define (work n)
  ;; x becomes (x / 2 + 6) / 4, rounded down, whose only fixed point is 1.
  (let ((step (compose-all (list (halver) (halver) (adder 4) (adder 2) (halver)))))
    ((repeated step n) 1000)))

(measure 30 (lambda () (work (opaque 1000000))) 1)
