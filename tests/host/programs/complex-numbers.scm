;; Complex arithmetic in flonums: Mandelbrot's set, a discrete Fourier transform, roots of unity.
(import (scheme base) (scheme write) (scheme complex) (scheme inexact))

(define (escape-time c)
  (let loop ((z 0.0) (n 0))
    (if (or (= n 30) (> (magnitude z) 2.0)) n (loop (+ (* z z) c) (+ n 1)))))

(do ((y 1.0 (- y 0.25))) ((< y -1.0))
  (do ((x -2.0 (+ x 0.0625))) ((> x 0.5))
    (write-char (let ((n (escape-time (make-rectangular x y)))) (cond ((= n 30) #\#) ((> n 6) #\+) ((> n 3) #\.) (else #\space)))))
  (write-char #\|)
  (newline))

(define pi (acos -1.0))
(define (transform samples sign)
  (let ((n (vector-length samples)))
    (let ((out (make-vector n)))
      (do ((k 0 (+ k 1))) ((= k n) out)
        (vector-set! out k
                     (do ((j 0 (+ j 1))
                          (sum 0.0 (+ sum (* (vector-ref samples j) (make-polar 1.0 (/ (* sign 2.0 pi j k) n))))))
                         ((= j n) sum)))))))

(define (rounded z) (list (exact (round (* 1000 (real-part z)))) (exact (round (* 1000 (imag-part z))))))
(define signal (vector 1.0 2.0 3.0 4.0 0.0 -1.0 0.5 0.25))
(write (vector-map rounded (transform signal -1))) (newline)
(write (vector-map (lambda (z) (car (rounded (/ z 8)))) (transform (transform signal -1) 1))) (newline)
(write (map rounded (list (sqrt -2.0) (exp (make-rectangular 0.0 pi)) (expt (make-polar 1.0 (/ pi 4)) 2) (log -1.0)))) (newline)
(write (let loop ((k 0) (sum 0.0)) (if (= k 7) (rounded sum) (loop (+ k 1) (+ sum (make-polar 1.0 (/ (* 2 pi k) 7))))))) (newline)
