;;; equal? on trees of lists, vectors and strings, most of which are equal up to the end.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (make-tree depth last)
  (if (= depth 0)
      (list "leaf" 'symbol 1.5 #\c last)
      (if (even? depth)
          (vector depth (make-tree (- depth 1) 0) (make-tree (- depth 1) last))
          (list depth (make-tree (- depth 1) 0) (make-tree (- depth 1) last)))))

(define a (make-tree (opaque 10) 1))
(define b (make-tree (opaque 10) 1))
(define c (make-tree (opaque 10) 2))

(measure 1000 (lambda () (list (equal? a b) (equal? a c) (equal? b a))) '(#t #f #t))
