;;; Destructive work on lists: halves of lists are cut off, exchanged and joined again with set-cdr! and set-car!.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (iota-list n)
  (let loop ((i (- n 1)) (found '()))
    (if (< i 0) found (loop (- i 1) (cons i found)))))

;; Ends the list after n elements; the elements after them.
(define (cut! items n)
  (let ((last (list-tail items (- n 1))))
    (let ((rest (cdr last)))
      (set-cdr! last '())
      rest)))

(define (append-in-place! front back)
  (if (null? front)
      back
      (let loop ((pair front))
        (if (null? (cdr pair))
            (begin (set-cdr! pair back) front)
            (loop (cdr pair))))))

(define (reverse-in-place! items)
  (let loop ((items items) (reversed '()))
    (if (null? items)
        reversed
        (let ((next (cdr items)))
          (set-cdr! items reversed)
          (loop next items)))))

(define (increment-each! items)
  (let loop ((pair items))
    (when (pair? pair)
      (set-car! pair (+ (car pair) 1))
      (loop (cdr pair)))))

;; The sum of the elements after all rounds: each round adds one to each.
(define (rotate-and-reverse rounds size)
  (let loop ((round 0) (items (iota-list size)))
    (if (= round rounds)
        (apply + items)
        (let* ((place (+ 1 (modulo (* round 7) (- size 1))))
               (back (cut! items place)))
          (increment-each! items)
          (increment-each! back)
          (loop (+ round 1) (append-in-place! (reverse-in-place! back) items))))))

;; The sum of 0 .. 599 and 600 for each round.
(measure 20 (lambda () (rotate-and-reverse (opaque 10000) (opaque 600))) (+ 179700 (* 600 10000)))
