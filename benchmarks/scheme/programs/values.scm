;;; Multiple values: in loops, through call-with-values, let-values and receive-like definitions.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

;; The greatest common divisor and the coefficients that combine a and b to it.
(define (extended-gcd a b)
  (if (= b 0)
      (values a 1 0)
      (let*-values (((q r) (floor/ a b))
                    ((g x y) (extended-gcd b r)))
        (values g y (- x (* q y))))))

(define (minimum-and-maximum items)
  (let loop ((items (cdr items)) (low (car items)) (high (car items)))
    (if (null? items)
        (values low high)
        (loop (cdr items) (min low (car items)) (max high (car items))))))

(define (work n)
  (let loop ((i 1) (bezout 0) (ranges 0))
    (if (> i n)
        (list bezout ranges)
        (let-values (((g x y) (extended-gcd i 360)))
          (loop (+ i 1)
                (+ bezout (- (+ (* x i) (* y 360)) g))
                (call-with-values
                 (lambda () (minimum-and-maximum (list i 5 (- i) g)))
                 (lambda (low high) (+ ranges (- high low)))))))))

;; The ranges: from -i to max(i, 5).
(measure 30 (lambda () (work (opaque 200000))) (list 0 (+ (* 200000 200001) (+ 4 3 2 1))))
