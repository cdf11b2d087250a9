;;; Association lists with keys of several types: assq, assv, assoc, member.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define symbols '(alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau))

(define numbers
  (let loop ((i 0) (found '()))
    (if (= i 19) (reverse found) (loop (+ i 1) (cons (* i i) found)))))

(define (indexed keys)
  (let loop ((keys keys) (i 0) (found '()))
    (if (null? keys)
        (reverse found)
        (loop (cdr keys) (+ i 1) (cons (cons (car keys) i) found)))))

(define by-symbol (indexed symbols))
(define by-number (indexed numbers))
(define by-string (indexed (map symbol->string symbols)))
(define by-list (indexed (map list symbols numbers)))

(define (total keys table search)
  (let loop ((keys keys) (sum 0))
    (if (null? keys)
        sum
        (loop (cdr keys) (+ sum (cdr (search (car keys) table)))))))

(define strings (map symbol->string symbols))
(define lists (map list symbols numbers))

(define (work)
  (+ (total symbols by-symbol assq)
     (total numbers by-number assv)
     (total strings by-string assoc)
     (total lists by-list assoc)
     (length (member "tau" strings))))

;; Four times the sum of 0 .. 18, and 1.
(measure 180000 work 685)
