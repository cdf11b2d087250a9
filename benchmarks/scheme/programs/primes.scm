;;; The sieve of Eratosthenes on lists: each prime removes its multiples from the rest.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (interval low high)
  (if (> low high) '() (cons low (interval (+ low 1) high))))

(define (without-multiples n items)
  (cond ((null? items) '())
        ((= (remainder (car items) n) 0) (without-multiples n (cdr items)))
        (else (cons (car items) (without-multiples n (cdr items))))))

(define (sieve items)
  (if (null? items)
      '()
      (cons (car items) (sieve (without-multiples (car items) (cdr items))))))

(measure 24 (lambda () (length (sieve (interval 2 (opaque 20000))))) 2262)
