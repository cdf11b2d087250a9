;; All solutions of the n queens, by lists and by bits of integers.
(import (scheme base) (scheme write))

(define (safe? column placed)
  (let loop ((rest placed) (distance 1))
    (or (null? rest)
        (and (not (= column (car rest)))
             (not (= (abs (- column (car rest))) distance))
             (loop (cdr rest) (+ distance 1))))))

(define (queens n)
  (let place ((row 0) (placed '()))
    (if (= row n)
        (list placed)
        (let try ((column 0) (solutions '()))
          (if (= column n)
              solutions
              (try (+ column 1)
                   (if (safe? column placed)
                       (append (place (+ row 1) (cons column placed)) solutions)
                       solutions)))))))

(define (show placed)
  (for-each (lambda (column)
              (do ((i 0 (+ i 1))) ((= i (length placed)) (newline))
                (write-char (if (= i column) #\Q #\-))))
            placed))

(do ((n 1 (+ n 1))) ((> n 8))
  (write (length (queens n)))
  (write-char #\space))
(newline)
(show (car (queens 6)))
