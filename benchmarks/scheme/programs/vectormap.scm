;;; vector-map and vector-for-each with one and two vectors, string-map, and procedures that are made on the way.

(import (scheme base) (scheme char) (scheme write) (scheme time))
(include "measure.scm")

(define (dot a b)
  (let ((sum 0))
    (vector-for-each (lambda (x y) (set! sum (+ sum (* x y)))) a b)
    sum))

(define (scaled v k) (vector-map (lambda (x) (* k x)) v))
(define (added a b) (vector-map + a b))

(define (work v text times)
  (let loop ((i 0) (sum 0))
    (if (= i times)
        sum
        (loop (+ i 1)
              (+ sum
                 (dot (added v (scaled v i)) v)
                 (if (string=? (string-map char-upcase text) text) 0 1))))))

;; The dot product of (1 + i) v and v for each i below the number of times, and 1.
(define n (opaque 2000))
(define v (make-vector n 3))
(define text (make-string n #\a))
(measure 200 (lambda () (work v text 100)) (+ 100 (* 9 n 5050)))
