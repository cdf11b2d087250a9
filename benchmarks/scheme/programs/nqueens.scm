;;; How many ways there are to place n queens on a board: short lists of small integers.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (numbers-to n)
  (let loop ((i n) (found '()))
    (if (= i 0) found (loop (- i 1) (cons i found)))))

(define (safe? row distance placed)
  (or (null? placed)
      (let ((other (car placed)))
        (and (not (= other (+ row distance)))
             (not (= other (- row distance)))
             (safe? row (+ distance 1) (cdr placed))))))

(define (rest-with skipped remaining)
  (if (null? skipped)
      remaining
      (rest-with (cdr skipped) (cons (car skipped) remaining))))

;; Solutions with one of the untried rows in the next column; skipped rows are left for the columns after it.
(define (solutions untried skipped placed)
  (if (null? untried)
      0
      (+ (if (safe? (car untried) 1 placed)
             (let ((rows (rest-with skipped (cdr untried))))
               (if (null? rows) 1 (solutions rows '() (cons (car untried) placed))))
             0)
         (solutions (cdr untried) (cons (car untried) skipped) placed))))

(measure 150 (lambda () (solutions (numbers-to (opaque 10)) '() '())) 724)
