;;; Numbers and pairs that are procedures: closures only, arithmetic at the very end.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define zero (lambda (f) (lambda (x) x)))
(define (successor n) (lambda (f) (lambda (x) (f ((n f) x)))))
(define (sum m n) (lambda (f) (lambda (x) ((m f) ((n f) x)))))
(define (product m n) (lambda (f) (m (n f))))
(define (power m n) (n m))

(define (church-pair a b) (lambda (choose) ((choose a) b)))
(define (first p) (p (lambda (a) (lambda (b) a))))
(define (second p) (p (lambda (a) (lambda (b) b))))

(define (predecessor n)
  (first ((n (lambda (p) (church-pair (second p) (successor (second p)))))
          (church-pair zero zero))))

(define (church n) (if (= n 0) zero (successor (church (- n 1)))))
(define (number n) ((n (lambda (x) (+ x 1))) 0))

;; k^5 + k^2 - 1, at least once as procedures.
(define (work k)
  (let ((n (church k)))
    (number (sum (power n (church 5)) (predecessor (product n n))))))

(measure 300 (lambda () (work (opaque 12))) 248975)
