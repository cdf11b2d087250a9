;;; Parameters bound in a loop, two at once and with a converter, and read in between.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define depth (make-parameter 0))
(define scale (make-parameter 4.0 exact))

(define (scaled x)
  (* (scale) (+ x (depth))))

(define (sum-of-scaled n)
  (let loop ((i 0) (sum 0))
    (if (= i n)
        sum
        (loop (+ i 1)
              (+ sum
                 (parameterize ((depth i) (scale 4.0))
                   (+ (scaled 1)
                      (parameterize ((depth (+ i 1))) (scaled 0)))))))))

;; 4 (1 + i) twice for each i below n, and 4 where the depth is 0 again: 4 n (n + 1) + 4.
(define n (opaque 200000))
(measure 40 (lambda () (+ (sum-of-scaled n) (scaled 1))) (+ 4 (* 4 n (+ n 1))))
