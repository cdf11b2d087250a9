;;; Large Fibonacci numbers: a loop of additions, compared with doubling by products.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (fib-by-sums n)
  (let loop ((i 0) (a 0) (b 1))
    (if (= i n) a (loop (+ i 1) b (+ a b)))))

;; F(n) and F(n + 1).
(define (fib-by-doubling n)
  (if (= n 0)
      (values 0 1)
      (let-values (((a b) (fib-by-doubling (quotient n 2))))
        (let ((c (* a (- (* 2 b) a)))
              (d (+ (* a a) (* b b))))
          (if (even? n) (values c d) (values d (+ c d)))))))

(define (agree n)
  (let-values (((a b) (fib-by-doubling n)))
    (and (= a (fib-by-sums n)) (modulo a 1000000))))

;; The last digits of F(20000).
(measure 60 (lambda () (agree (opaque 20000))) 93125)
