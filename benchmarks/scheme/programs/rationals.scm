;;; Exact fractions: harmonic numbers and an approximation of e, reduced after each step.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (harmonic n)
  (let loop ((i 1) (total 0))
    (if (> i n) total (loop (+ i 1) (+ total (/ 1 i))))))

;; 2 + 1/(1 + 1/(2 + 1/(1 + 1/(1 + 1/(4 + ...))))), which tends to e.
(define (continued-fraction terms)
  (define (term i) (if (= (modulo i 3) 1) (* 2 (quotient (+ i 2) 3)) 1))
  (let loop ((i terms) (value 1))
    (if (= i 0)
        (+ 2 (/ 1 value))
        (loop (- i 1) (+ (if (= i 1) 1 (term (- i 1))) (/ 1 value))))))

(define (work n)
  (let ((h (harmonic n)))
    (list (modulo (numerator h) 1000000)
          (modulo (denominator h) 1000000)
          (rounded (continued-fraction 100) 15))))

(measure 5 (lambda () (work (opaque 1500))) '(546577 80000 2718281828459045))
