;;; Procedures with any number of arguments: rest lists, apply, case-lambda.

(import (scheme base) (scheme write) (scheme time) (scheme case-lambda))
(include "measure.scm")

(define (count . items) (length items))

(define (sum-of . numbers)
  (let loop ((numbers numbers) (total 0))
    (if (null? numbers) total (loop (cdr numbers) (+ total (car numbers))))))

(define area
  (case-lambda
    ((side) (* side side))
    ((width height) (* width height))
    ((width height . more) (apply area (* width height) more))))

(define (curry f . first)
  (lambda rest (apply f (append first rest))))

(define add-six (curry sum-of 1 2 3))

(define (work rounds)
  (let ((list-of-ten (list 1 2 3 4 5 6 7 8 9 10)))
    (let loop ((i 0) (total 0))
      (if (= i rounds)
          total
          (loop (+ i 1)
                (+ total
                   (count i total 'x)
                   (apply sum-of list-of-ten)
                   (apply max i -1 list-of-ten)
                   (area 2)
                   (area 2 3)
                   (area 2 3 4 5)
                   (add-six i)))))))

;; In round i: 3 + 55 + max(10, i) + 4 + 6 + 120 + (6 + i).
(measure 8
         (lambda () (work (opaque 400000)))
         (+ (* 400000 194) (* 400000 399999) (+ 10 9 8 7 6 5 4 3 2 1)))
