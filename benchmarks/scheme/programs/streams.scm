;;; Streams of promises, filtered by an iteration of delay-force: the sieve of Eratosthenes.

(import (scheme base) (scheme lazy) (scheme write) (scheme time))
(include "measure.scm")

(define (integers-from n)
  (delay (cons n (integers-from (+ n 1)))))

(define (stream-filter wanted? s)
  (delay-force
   (let* ((p (force s)) (first (car p)))
     (if (wanted? first)
         (delay (cons first (stream-filter wanted? (cdr p))))
         (stream-filter wanted? (cdr p))))))

(define (sieve s)
  (delay
   (let ((prime (car (force s))))
     (cons prime
           (sieve (stream-filter (lambda (n) (not (zero? (remainder n prime)))) (cdr (force s))))))))

(define (stream-ref s n)
  (let ((p (force s)))
    (if (zero? n) (car p) (stream-ref (cdr p) (- n 1)))))

;; The 500th prime, and a number far down a stream, to which the loop of promises must not grow.
(define (work n)
  (list (stream-ref (sieve (integers-from 2)) (- n 1))
        (car (force (stream-filter (lambda (i) (= i 300000)) (integers-from 0))))))

(measure 12 (lambda () (work (opaque 500))) '(3571 300000))
