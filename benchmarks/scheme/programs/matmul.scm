;;; The product of matrices that are vectors of rows: three nested loops over flonums.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (make-matrix n element)
  (let ((rows (make-vector n)))
    (do ((i 0 (+ i 1))) ((= i n) rows)
      (let ((row (make-vector n)))
        (do ((j 0 (+ j 1))) ((= j n))
          (vector-set! row j (element i j)))
        (vector-set! rows i row)))))

(define (product a b)
  (let ((n (vector-length a)))
    (make-matrix n
      (lambda (i j)
        (let ((row (vector-ref a i)))
          (let loop ((k 0) (total 0.0))
            (if (= k n)
                total
                (loop (+ k 1)
                      (+ total (* (vector-ref row k) (vector-ref (vector-ref b k) j)))))))))))

(define (total a)
  (let ((n (vector-length a)))
    (let rows ((i 0) (sum 0.0))
      (if (= i n)
          sum
          (let columns ((j 0) (sum sum))
            (if (= j n)
                (rows (+ i 1) sum)
                (columns (+ j 1) (+ sum (vector-ref (vector-ref a i) j)))))))))

(define n (opaque 300))
(define a (make-matrix n (lambda (i j) (inexact (+ i j)))))
(define b (make-matrix n (lambda (i j) (inexact (- i j)))))

;; The sum over k of (n k + s) (n k - s), where s is the sum of 0 .. n - 1.
(measure 2 (lambda () (exact (total (product a b)))) 202497750000)
