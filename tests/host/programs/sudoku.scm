;; A sudoku by backtracking over a vector, leaving by an escape when it is solved.
(import (scheme base) (scheme write))

(define puzzle
  (string-append "53..7...." "6..195..." ".98....6."
                 "8...6...3" "4..8.3..1" "7...2...6"
                 ".6....28." "...419..5" "....8..79"))

(define board
  (vector-map (lambda (c) (if (char=? c #\.) 0 (- (char->integer c) 48))) (string->vector puzzle)))

(define (allowed? position digit)
  (let* ((row (quotient position 9)) (column (remainder position 9))
         (top (* 3 (quotient row 3))) (left (* 3 (quotient column 3))))
    (let loop ((i 0))
      (or (= i 9)
          (and (not (= digit (vector-ref board (+ (* 9 row) i))))
               (not (= digit (vector-ref board (+ (* 9 i) column))))
               (not (= digit (vector-ref board (+ (* 9 (+ top (quotient i 3))) left (remainder i 3)))))
               (loop (+ i 1)))))))

(define tried 0)

(define (solve solved)
  (let search ((position 0))
    (cond ((= position 81) (solved))
          ((> (vector-ref board position) 0) (search (+ position 1)))
          (else
           (do ((digit 1 (+ digit 1))) ((> digit 9))
             (when (allowed? position digit)
               (set! tried (+ tried 1))
               (vector-set! board position digit)
               (search (+ position 1))
               (vector-set! board position 0)))))))

(call/cc (lambda (k) (solve (lambda () (k #t)))))
(do ((i 0 (+ i 1))) ((= i 81))
  (write (vector-ref board i))
  (if (= (remainder i 9) 8) (newline) (write-char #\space)))
(write tried) (newline)
