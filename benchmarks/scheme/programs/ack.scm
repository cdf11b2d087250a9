;;; Ackermann's function: a recursion whose stack becomes deep.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (ack m n)
  (cond ((= m 0) (+ n 1))
        ((= n 0) (ack (- m 1) 1))
        (else (ack (- m 1) (ack m (- n 1))))))

(measure 30 (lambda () (ack (opaque 3) (opaque 9))) 4093)
