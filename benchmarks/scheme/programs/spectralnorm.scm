;;; The largest singular value of an infinite matrix, by the power method: mixed arithmetic, vectors of flonums.

(import (scheme base) (scheme write) (scheme time) (scheme inexact))
(include "measure.scm")

(define (entry i j)
  (/ 1.0 (+ (quotient (* (+ i j) (+ i j 1)) 2) i 1)))

;; result := A v, where (at i j) is an element of A.
(define (product! at n v result)
  (do ((i 0 (+ i 1))) ((= i n) result)
    (let loop ((j 0) (total 0.0))
      (if (= j n)
          (vector-set! result i total)
          (loop (+ j 1) (+ total (* (at i j) (vector-ref v j))))))))

(define (dot n u v)
  (let loop ((i 0) (total 0.0))
    (if (= i n)
        total
        (loop (+ i 1) (+ total (* (vector-ref u i) (vector-ref v i)))))))

(define (spectral-norm n)
  (let ((u (make-vector n 1.0))
        (v (make-vector n 0.0))
        (between (make-vector n 0.0)))
    (define (normal! from to)
      (product! entry n from between)
      (product! (lambda (i j) (entry j i)) n between to))
    (do ((i 0 (+ i 1)))
        ((= i 10) (sqrt (/ (dot n u v) (dot n v v))))
      (normal! u v)
      (normal! v u))))

;; The published value for n = 100.
(measure 50 (lambda () (rounded (spectral-norm (opaque 100)) 9)) 1274219991)
