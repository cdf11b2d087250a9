;; Frames that left the stack together, after a return to them, come back part by part while much else is
;; allocated.

(import (scheme base) (scheme write))
(define return #f)
(define resume #f)
(define (yield)
  (call/cc
   (lambda (k)
     (set! resume k)
     (return 'yielded))))
(define (climb n)
  (if (= n 0)
      (call/cc (lambda (k) 0))
      (let ((below (climb (- n 1))))
        (if (= 0 (modulo n 7)) (make-vector 8000 below))
        (if (= 0 (modulo n 50)) (yield))
        (+ below 1))))
(define (next)
  (call/cc
   (lambda (k)
     (set! return k)
     (resume #f))))
(set! resume (lambda (_) (let ((value (climb 2000))) (return value))))
(let loop ((count 0))
  (let ((value (next)))
    (if (eq? value 'yielded)
        (loop (+ count 1))
        (begin (write (list count value)) (newline)))))
