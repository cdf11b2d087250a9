;;; Quicksort on a vector of pseudo-random integers: vectors, small integers.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (random-vector n)
  (let ((v (make-vector n)))
    (let loop ((i 0) (seed 42))
      (if (= i n)
          v
          (begin
            (vector-set! v i seed)
            (loop (+ i 1) (modulo (+ (* seed 16807) 1) 2147483647)))))))

(define (sort! v less?)
  (define (swap! i j)
    (let ((x (vector-ref v i)))
      (vector-set! v i (vector-ref v j))
      (vector-set! v j x)))
  ;; Moves what is less than the pivot to the left; the border.
  (define (partition! low high pivot)
    (let loop ((i low) (j high))
      (let ((i (let right ((i i)) (if (less? (vector-ref v i) pivot) (right (+ i 1)) i)))
            (j (let left ((j j)) (if (less? pivot (vector-ref v j)) (left (- j 1)) j))))
        (if (< i j)
            (begin (swap! i j) (loop (+ i 1) (- j 1)))
            j))))
  (let sort ((low 0) (high (- (vector-length v) 1)))
    (when (< low high)
      (let ((border (partition! low high (vector-ref v (quotient (+ low high) 2)))))
        (sort low border)
        (sort (+ border 1) high)))))

(define (sorted? v)
  (let loop ((i 1))
    (or (= i (vector-length v))
        (and (<= (vector-ref v (- i 1)) (vector-ref v i))
             (loop (+ i 1))))))

(define (work n)
  (let ((v (random-vector n)))
    (sort! v (lambda (a b) (< a b)))
    (sorted? v)))

(measure 20 (lambda () (work (opaque 200000))) #t)
