;;; The fast Fourier transform in place, there and back: vectors of flonums, sines.

(import (scheme base) (scheme write) (scheme time) (scheme inexact))
(include "measure.scm")

(define pi (* 4.0 (atan 1.0)))

(define (swap! v i j)
  (let ((x (vector-ref v i)))
    (vector-set! v i (vector-ref v j))
    (vector-set! v j x)))

;; Exchanges the elements whose indices have each other's bits in reverse.
(define (reverse-bits! re im)
  (let ((n (vector-length re)))
    (let loop ((i 0) (j 0))
      (when (< i n)
        (when (< i j)
          (swap! re i j)
          (swap! im i j))
        (let carry ((bit (quotient n 2)) (j j))
          (if (and (> bit 0) (>= j bit))
              (carry (quotient bit 2) (- j bit))
              (loop (+ i 1) (+ j bit))))))))

(define (transform! re im sign)
  (let ((n (vector-length re)))
    (reverse-bits! re im)
    (let stages ((half 1))
      (when (< half n)
        (let ((angle (/ (* sign pi) half)))
          (do ((k 0 (+ k 1))) ((= k half))
            (let ((wr (cos (* angle k))) (wi (sin (* angle k))))
              (do ((i k (+ i half half))) ((>= i n))
                (let* ((j (+ i half))
                       (tr (- (* wr (vector-ref re j)) (* wi (vector-ref im j))))
                       (ti (+ (* wr (vector-ref im j)) (* wi (vector-ref re j)))))
                  (vector-set! re j (- (vector-ref re i) tr))
                  (vector-set! im j (- (vector-ref im i) ti))
                  (vector-set! re i (+ (vector-ref re i) tr))
                  (vector-set! im i (+ (vector-ref im i) ti)))))))
        (stages (* 2 half))))))

;; The largest coefficient of a cosine of frequency 3 (n/2), and the signal's element 0 after the way back (n).
(define (there-and-back n)
  (let ((re (make-vector n 0.0)) (im (make-vector n 0.0)))
    (do ((i 0 (+ i 1))) ((= i n))
      (vector-set! re i (cos (/ (* 2.0 pi 3.0 i) n))))
    (transform! re im -1.0)
    (let ((peak (vector-ref re 3)))
      (transform! re im 1.0)
      (list (rounded peak 3) (rounded (vector-ref re 0) 3)))))

(measure 4 (lambda () (there-and-back (opaque 65536))) '(32768000 65536000))
