;;; Large factorials, and their digits: products of a large and a small integer, conversion to decimal.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (factorial n)
  (let loop ((i n) (product 1))
    (if (= i 0) product (loop (- i 1) (* i product)))))

(define (digit-count n) (string-length (number->string n)))

(measure 100 (lambda () (digit-count (factorial (opaque 3000)))) 9131)
