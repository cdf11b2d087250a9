;;; The Mandelbrot set by inexact complex numbers, checked by the same set without them.

(import (scheme base) (scheme complex) (scheme write) (scheme time))
(include "measure.scm")

(define limit 60)

(define (escape-time c)
  (let loop ((z c) (count 0))
    (if (or (= count limit) (> (magnitude z) 2.0))
        count
        (loop (+ (* z z) c) (+ count 1)))))

(define (escape-time-of-parts cx cy)
  (let loop ((x cx) (y cy) (count 0))
    (if (or (= count limit) (> (+ (* x x) (* y y)) 4.0))
        count
        (loop (+ (- (* x x) (* y y)) cx) (+ (* 2.0 x y) cy) (+ count 1)))))

(define (total size time-at)
  (let loop ((i 0) (j 0) (sum 0))
    (cond ((= i size) sum)
          ((= j size) (loop (+ i 1) 0 sum))
          (else
           (loop i
                 (+ j 1)
                 (+ sum (time-at (- (/ (* 2.53 j) size) 2.01) (- (/ (* 2.03 i) size) 1.017))))))))

(define size (opaque 90))
(measure 50
         (lambda () (total size (lambda (x y) (escape-time (make-rectangular x y)))))
         (total size escape-time-of-parts))
