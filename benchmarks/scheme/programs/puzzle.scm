;;; Baskett's puzzle: eighteen bricks of four kinds fill a cube with sides of five.  Vectors and backtracking.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

;; The cube lies in a larger one, whose cells outside are always full: no brick reaches over the edge.
(define side 8)
(define cells (* side side side))

(define (cell x y z) (+ x (* side (+ y (* side z)))))

(define (inside? coordinate) (<= 1 coordinate 5))

(define (empty-box)
  (let ((box (make-vector cells #t)))
    (do ((z 1 (+ z 1))) ((> z 5) box)
      (do ((y 1 (+ y 1))) ((> y 5))
        (do ((x 1 (+ x 1))) ((> x 5))
          (vector-set! box (cell x y z) #f))))))

;; A brick in one orientation: its kind, and the cells it fills, relative to the first.
(define (oriented kind width height depth)
  (let ((found '()))
    (do ((z 0 (+ z 1))) ((= z depth))
      (do ((y 0 (+ y 1))) ((= y height))
        (do ((x 0 (+ x 1))) ((= x width))
          (set! found (cons (cell x y z) found)))))
    (cons kind (list->vector (reverse found)))))

(define bricks
  (vector (oriented 0 4 2 1) (oriented 0 2 1 4) (oriented 0 1 4 2)
          (oriented 0 2 4 1) (oriented 0 4 1 2) (oriented 0 1 2 4)
          (oriented 1 3 1 1) (oriented 1 1 3 1) (oriented 1 1 1 3)
          (oriented 2 2 2 1) (oriented 2 2 1 2) (oriented 2 1 2 2)
          (oriented 3 2 2 2)))

(define (fits? box offsets place)
  (let ((last (vector-length offsets)))
    (let loop ((i 0))
      (or (= i last)
          (and (not (vector-ref box (+ place (vector-ref offsets i))))
               (loop (+ i 1)))))))

(define (fill! box offsets place full?)
  (let ((last (vector-length offsets)))
    (do ((i 0 (+ i 1))) ((= i last))
      (vector-set! box (+ place (vector-ref offsets i)) full?))))

;; The first empty cell from a place on, or #f.
(define (first-free box place)
  (cond ((= place cells) #f)
        ((vector-ref box place) (first-free box (+ place 1)))
        (else place)))

(define (take! left kind count)
  (vector-set! left kind (- (vector-ref left kind) count)))

;; How many positions the search looks at until the cube is full.
(define (trials)
  (let ((box (empty-box))
        (left (vector 13 3 1 1))
        (count 0))
    (define (search place)
      (set! count (+ count 1))
      (or (not place)
          (let loop ((i 0))
            (and (< i (vector-length bricks))
                 (or (try (vector-ref bricks i) place)
                     (loop (+ i 1)))))))
    (define (try brick place)
      (let ((kind (car brick)) (offsets (cdr brick)))
        (and (> (vector-ref left kind) 0)
             (fits? box offsets place)
             (begin
               (fill! box offsets place #t)
               (take! left kind 1)
               (or (search (first-free box place))
                   (begin
                     (fill! box offsets place #f)
                     (take! left kind -1)
                     #f))))))
    (and (try (vector-ref bricks 0) (cell 1 1 1)) count)))

;; The number that is known of the original.
(measure 800 trials 2005)
