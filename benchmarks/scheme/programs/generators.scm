;;; Generators by continuations that are entered many times: two trees are compared leaf by leaf.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

;; A procedure that returns, call by call, what walk passes to its argument; then the symbol done.
(define (make-generator walk)
  (define return #f)
  (define (resume)
    (walk (lambda (item)
            (call-with-current-continuation
             (lambda (k)
               (set! resume (lambda () (k #f)))
               (return item)))))
    (return 'done))
  (lambda ()
    (call-with-current-continuation
     (lambda (k)
       (set! return k)
       (resume)))))

(define (left-tree low high)
  (if (= low high)
      low
      (cons (left-tree low (- high 1)) high)))

(define (balanced-tree low high)
  (if (= low high)
      low
      (let ((middle (quotient (+ low high) 2)))
        (cons (balanced-tree low middle) (balanced-tree (+ middle 1) high)))))

(define (leaves tree)
  (make-generator
   (lambda (yield)
     (let walk ((tree tree))
       (if (pair? tree)
           (begin (walk (car tree)) (walk (cdr tree)))
           (yield tree))))))

;; How many leaves are equal from the left on.
(define (equal-leaves a b)
  (let ((next-a (leaves a)) (next-b (leaves b)))
    (let loop ((count 0))
      (let ((x (next-a)) (y (next-b)))
        (if (and (eqv? x y) (not (eq? x 'done)))
            (loop (+ count 1))
            count)))))

(define a (left-tree 1 (opaque 500)))
(define b (balanced-tree 1 (opaque 500)))

(measure 500 (lambda () (equal-leaves a b)) 500)
