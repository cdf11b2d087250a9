;;; Counts the monotone maps between lattices of sets: procedures as arguments, lists, early exits.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

;; A lattice is a list of its elements, lower ones before higher ones, and its order.
;; The lattice of the subsets of n things; a subset is a list of n booleans.
(define (power-set n)
  (define (subsets n)
    (if (= n 0)
        '(())
        (let ((smaller (subsets (- n 1))))
          (append (map (lambda (s) (cons #f s)) smaller)
                  (map (lambda (s) (cons #t s)) smaller)))))
  (define (below? a b)
    (or (null? a)
        (and (or (not (car a)) (car b))
             (below? (cdr a) (cdr b)))))
  (cons (subsets n) below?))

(define elements car)
(define order cdr)

;; Extends a map element by element; images is a list of pairs for what is mapped already.
(define (count-monotone source target)
  (let ((source-below? (order source))
        (target-below? (order target)))
    (define (allowed? x image images)
      (or (null? images)
          (and (or (not (source-below? (caar images) x))
                   (target-below? (cdar images) image))
               (allowed? x image (cdr images)))))
    (define (extend remaining images)
      (if (null? remaining)
          1
          (let try ((candidates (elements target)) (count 0))
            (cond ((null? candidates) count)
                  ((allowed? (car remaining) (car candidates) images)
                   (try (cdr candidates)
                        (+ count
                           (extend (cdr remaining)
                                   (cons (cons (car remaining) (car candidates)) images)))))
                  (else (try (cdr candidates) count))))))
    (extend (elements source) '())))

;; The square of Dedekind's number for 4, 168.
(measure 16 (lambda () (count-monotone (power-set (opaque 4)) (power-set (opaque 2)))) 28224)
