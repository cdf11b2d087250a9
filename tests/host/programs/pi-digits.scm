;; Digits of pi: Gibbons's unbounded spigot, and Machin's formula in fixed point.
(import (scheme base) (scheme write))

(define (spigot count)
  (let loop ((q 1) (r 0) (t 1) (k 1) (n 3) (l 3) (left count))
    (when (> left 0)
      (if (< (- (+ (* 4 q) r) t) (* n t))
          (begin
            (write n)
            (loop (* 10 q) (* 10 (- r (* n t))) t k
                  (- (quotient (* 10 (+ (* 3 q) r)) t) (* 10 n)) l (- left 1)))
          (loop (* q k) (* (+ (* 2 q) r) l) (* t l) (+ k 1)
                (quotient (+ (* q (+ (* 7 k) 2)) (* r l)) (* t l)) (+ l 2) left)))))

(define (arctangent-of-inverse x unit)
  (let ((square (* x x)))
    (let loop ((term (quotient unit x)) (n 1) (sign 1) (sum 0))
      (if (= term 0)
          sum
          (loop (quotient term square) (+ n 2) (- sign) (+ sum (* sign (quotient term n))))))))

(define (machin digits)
  (let* ((unit (expt 10 (+ digits 10)))
         (pi (* 4 (- (* 4 (arctangent-of-inverse 5 unit)) (arctangent-of-inverse 239 unit)))))
    (quotient pi (expt 10 10))))

(spigot 60)
(newline)
(write (machin 100)) (newline)
(write (modulo (machin 1000) (expt 10 20))) (newline)
