;;; Records: a queue and a search in a maze, with accessors, modifiers and predicates.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define-record-type queue
  (make-queue front back)
  queue?
  (front queue-front set-queue-front!)
  (back queue-back set-queue-back!))

(define-record-type place
  (make-place x y distance)
  place?
  (x place-x)
  (y place-y)
  (distance place-distance))

(define (enqueue! q item)
  (let ((last (list item)))
    (if (null? (queue-front q))
        (set-queue-front! q last)
        (set-cdr! (queue-back q) last))
    (set-queue-back! q last)))

(define (dequeue! q)
  (let ((item (car (queue-front q))))
    (set-queue-front! q (cdr (queue-front q)))
    item))

;; Walls in each fourth row, with a hole at alternate ends.
(define (wall? x y size)
  (and (= (modulo y 4) 2)
       (not (= x (if (= (modulo y 8) 2) (- size 1) 0)))))

;; Steps from a corner to the opposite one.
(define (shortest-way size)
  (let ((seen (make-vector (* size size) #f))
        (q (make-queue '() '())))
    (define (visit! x y distance)
      (when (and (< -1 x size) (< -1 y size)
                 (not (vector-ref seen (+ x (* y size))))
                 (not (wall? x y size)))
        (vector-set! seen (+ x (* y size)) #t)
        (enqueue! q (make-place x y distance))))
    (visit! 0 0 0)
    (let loop ()
      (let* ((here (dequeue! q))
             (x (place-x here))
             (y (place-y here))
             (next (+ 1 (place-distance here))))
        (if (and (= x (- size 1)) (= y (- size 1)))
            (place-distance here)
            (begin
              (visit! (- x 1) y next)
              (visit! (+ x 1) y next)
              (visit! x (- y 1) next)
              (visit! x (+ y 1) next)
              (loop)))))))

;; Each of the 100 walls costs a walk through a whole row, and so does what follows the last one; and 399 rows down.
(measure 30 (lambda () (shortest-way (opaque 400))) (+ (* 101 399) 399))
