;;; All paraffins with up to n carbon atoms, as trees of radicals: vectors, lists, much allocation.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

;; A radical is a carbon atom with three branches, each of them a radical or a hydrogen atom (H).

(define (for-each-tail items body)
  (unless (null? items)
    (body items)
    (for-each-tail (cdr items) body)))

;; The radicals by their number of carbon atoms.
(define (make-radicals limit)
  (let ((radicals (make-vector (+ limit 1) '())))
    (vector-set! radicals 0 '(H))
    (do ((n 1 (+ n 1))) ((> n limit) radicals)
      (vector-set! radicals n (multisets-of-three radicals (- n 1))))))

;; Three radicals with n atoms together, smaller ones first.
(define (multisets-of-three radicals n)
  (let ((found '()))
    (do ((i 0 (+ i 1))) ((> (* 3 i) n) found)
      (do ((j i (+ j 1))) ((> (+ i j j) n))
        (let ((k (- n i j)))
          (for-each-tail (vector-ref radicals i)
            (lambda (firsts)
              (for-each-tail (if (= i j) firsts (vector-ref radicals j))
                (lambda (seconds)
                  (for-each-tail (if (= j k) seconds (vector-ref radicals k))
                    (lambda (thirds)
                      (set! found (cons (vector (car firsts) (car seconds) (car thirds)) found)))))))))))))

;; Two radicals of the same size.
(define (bond-centred radicals n)
  (let ((found '()))
    (when (even? n)
      (for-each-tail (vector-ref radicals (quotient n 2))
        (lambda (firsts)
          (for-each-tail firsts
            (lambda (seconds)
              (set! found (cons (vector (car firsts) (car seconds)) found)))))))
    found))

;; Four radicals around an atom, each with less than half of all atoms.
(define (carbon-centred radicals n)
  (let* ((total (- n 1))
         (largest (quotient total 2))
         (found '()))
    (do ((i 0 (+ i 1))) ((> (* 4 i) total) found)
      (do ((j i (+ j 1))) ((> (+ i (* 3 j)) total))
        (do ((k (max j (- total i j largest)) (+ k 1))) ((> (+ i j k k) total))
          (let ((l (- total i j k)))
            (for-each-tail (vector-ref radicals i)
              (lambda (firsts)
                (for-each-tail (if (= i j) firsts (vector-ref radicals j))
                  (lambda (seconds)
                    (for-each-tail (if (= j k) seconds (vector-ref radicals k))
                      (lambda (thirds)
                        (for-each-tail (if (= k l) thirds (vector-ref radicals l))
                          (lambda (fourths)
                            (set! found
                                  (cons (vector (car firsts) (car seconds) (car thirds) (car fourths))
                                        found))))))))))))))))

;; How many there are for the last three sizes up to the limit.
(define (count-paraffins limit)
  (let ((radicals (make-radicals (quotient limit 2))))
    (map (lambda (n) (+ (length (bond-centred radicals n)) (length (carbon-centred radicals n))))
         (list (- limit 2) (- limit 1) limit))))

(measure 3 (lambda () (count-paraffins (opaque 21))) '(148284 366319 910726))
