;; Exact rational arithmetic: harmonic and Bernoulli numbers, continued fractions, Egyptian fractions, roots.
(import (scheme base) (scheme write) (scheme inexact))

(define (harmonic n) (let loop ((i 1) (sum 0)) (if (> i n) sum (loop (+ i 1) (+ sum (/ 1 i))))))

(define (binomial n k) (let loop ((i 1) (b 1)) (if (> i k) b (loop (+ i 1) (* b (/ (+ (- n i) 1) i))))))
(define (bernoulli n)
  (let ((b (make-vector (+ n 1) 0)))
    (do ((m 0 (+ m 1))) ((> m n) (vector-ref b n))
      (vector-set! b m
                   (do ((k 0 (+ k 1)) (sum (if (= m 0) 1 0) (- sum (* (binomial m k) (/ (vector-ref b k) (+ (- m k) 1))))))
                       ((= k m) sum))))))

(define (continued-fraction x)
  (let ((whole (floor x))) (if (= x whole) (list whole) (cons whole (continued-fraction (/ 1 (- x whole)))))))
(define (from-continued terms) (if (null? (cdr terms)) (car terms) (+ (car terms) (/ 1 (from-continued (cdr terms))))))

(define (egyptian x) (if (= x 0) '() (let ((unit (/ 1 (ceiling (/ 1 x))))) (cons unit (egyptian (- x unit))))))

(define (newton-sqrt n steps) (let loop ((x 1) (i 0)) (if (= i steps) x (loop (/ (+ x (/ n x)) 2) (+ i 1)))))

(write (harmonic 30)) (newline)
(write (string-length (number->string (numerator (harmonic 1000))))) (newline)
(write (map bernoulli '(0 1 2 4 6 8 10 12 20))) (newline)
(write (continued-fraction 415/93)) (newline)
(write (from-continued '(3 7 15 1 292))) (newline)
(write (egyptian 5/121)) (newline)
(write (newton-sqrt 2 5)) (newline)
(write (inexact (newton-sqrt 2 6))) (newline)
(write (list (floor -7/2) (round 7/2) (truncate -7/2) (exact (floor 2.5)) (rationalize 31416/10000 1/1000))) (newline)
(write (list (exact 0.375) (exact 1e-3) (inexact 1/3) (* 1.0 1/8))) (newline)
