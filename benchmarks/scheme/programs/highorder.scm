;;; The library's higher-order procedures: map, for-each, vector-map, vector-for-each, string-for-each, append, reverse.

(import (scheme base) (scheme write) (scheme time) (scheme char))
(include "measure.scm")

(define (iota-list n)
  (let loop ((i (- n 1)) (found '()))
    (if (< i 0) found (loop (- i 1) (cons i found)))))

(define (fold f start items)
  (if (null? items) start (fold f (f start (car items)) (cdr items))))

(define (filter keep? items)
  (cond ((null? items) '())
        ((keep? (car items)) (cons (car items) (filter keep? (cdr items))))
        (else (filter keep? (cdr items)))))

(define numbers (iota-list (opaque 1000)))
(define vector-of-numbers (list->vector numbers))
(define text (list->string (map (lambda (n) (integer->char (+ 65 (modulo n 26)))) numbers)))

(define (work)
  (let ((total 0) (letters 0))
    (for-each (lambda (a b) (set! total (+ total (* a b)))) numbers (reverse numbers))
    (vector-for-each (lambda (x) (set! total (+ total x))) (vector-map (lambda (x) (* 2 x)) vector-of-numbers))
    (string-for-each
     (lambda (c)
       (when (memv (char-downcase c) '(#\a #\e #\i #\o #\u))
         (set! letters (+ letters 1))))
     text)
    (list total
          letters
          (fold + 0 (map + numbers (filter even? (append numbers numbers)))))))

;; Sums of i (999 - i) and of 2 i; 39 or 38 of each letter; i and the even numbers below 1000, twice.
(measure 6000 work (list (+ 166167000 999000) (+ 39 39 39 38 38) (+ 499500 (* 2 249500))))
