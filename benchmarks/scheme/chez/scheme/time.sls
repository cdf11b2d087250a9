;;; (scheme time) of R7RS: a jiffy is a nanosecond.

(library (scheme time)
  (export current-jiffy jiffies-per-second)
  (import (chezscheme))

  (define (jiffies-per-second) 1000000000)

  (define (current-jiffy)
    (let ((now (current-time 'time-monotonic)))
      (+ (* 1000000000 (time-second now)) (time-nanosecond now)))))
