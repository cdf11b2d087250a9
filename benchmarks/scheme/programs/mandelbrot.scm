;;; Points of a grid that belong to the Mandelbrot set: flonum arithmetic in a loop.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define limit 100)

;; After how many steps the orbit leaves the circle; the limit if it does not.
(define (steps-outside cr ci)
  (let loop ((zr 0.0) (zi 0.0) (step 0))
    (let ((r2 (* zr zr)) (i2 (* zi zi)))
      (if (or (= step limit) (> (+ r2 i2) 4.0))
          step
          (loop (+ (- r2 i2) cr) (+ (* 2.0 zr zi) ci) (+ step 1))))))

(define (points-inside size)
  (let ((spacing (/ 2.0 size)))
    (let rows ((y 0) (found 0))
      (if (= y size)
          found
          (let columns ((x 0) (found found))
            (cond ((= x size) (rows (+ y 1) found))
                  ((= limit (steps-outside (- (* x spacing) 1.5) (- (* y spacing) 1.0)))
                   (columns (+ x 1) (+ found 1)))
                  (else (columns (+ x 1) found))))))))

(measure 3 (lambda () (points-inside (opaque 400))) 61854)
