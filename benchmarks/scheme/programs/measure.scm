;;; What every program uses to run, time and check its work.  The runner reads the three lines that `measure` prints.

;; The value; a compiler cannot know that, so that it does not compute results while it compiles.
(define (opaque value)
  (if (< (current-jiffy) -1) #f value))

;; A real number as an exact integer, in units of the last of so many decimal digits.
(define (rounded value digits)
  (exact (round (* value (expt 10 digits)))))

;; Calls work so many times; prints its last result, whether that is the expected one, and the seconds all calls took.
(define (measure count work expected)
  (define (run remaining)
    (let ((result (work)))
      (if (= remaining 1) result (run (- remaining 1)))))
  (let* ((start (current-jiffy))
         (result (run count))
         (stop (current-jiffy)))
    (display "result ")
    (write result)
    (newline)
    (display (if (equal? result expected) "correct" "wrong"))
    (newline)
    (display "seconds ")
    (write (/ (inexact (- stop start)) (inexact (jiffies-per-second))))
    (newline)))
