;;; Merge sort of lists, with a predicate that is passed along.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (random-list n)
  (let loop ((i 0) (seed 42) (found '()))
    (if (= i n)
        found
        (loop (+ i 1) (modulo (+ (* seed 16807) 1) 2147483647) (cons seed found)))))

(define (merge a b less?)
  (cond ((null? a) b)
        ((null? b) a)
        ((less? (car b) (car a)) (cons (car b) (merge a (cdr b) less?)))
        (else (cons (car a) (merge (cdr a) b less?)))))

(define (sort items less?)
  (let sort-first ((n (length items)) (items items))
    (cond ((= n 0) '())
          ((= n 1) (list (car items)))
          (else
           (let ((half (quotient n 2)))
             (merge (sort-first half items)
                    (sort-first (- n half) (list-tail items half))
                    less?))))))

(define (sorted? items)
  (or (null? items)
      (null? (cdr items))
      (and (<= (car items) (cadr items)) (sorted? (cdr items)))))

(define items (random-list (opaque 100000)))

(measure 15 (lambda () (sorted? (sort items <))) #t)
