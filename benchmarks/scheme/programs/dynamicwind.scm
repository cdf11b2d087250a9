;;; dynamic-wind: left normally, by an escape, and entered again; parameters.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define depth 0)
(define entries 0)

(define (inside work)
  (dynamic-wind
   (lambda ()
     (set! depth (+ depth 1))
     (set! entries (+ entries 1)))
   work
   (lambda () (set! depth (- depth 1)))))

(define (escape-from levels)
  (call-with-current-continuation
   (lambda (leave)
     (let nest ((levels levels))
       (if (= levels 0)
           (leave depth)
           (inside (lambda () (+ 1 (nest (- levels 1))))))))))

;; Goes back into the extent of a dynamic-wind so many times.
(define (enter-again times)
  (let ((again #f) (left times))
    (inside (lambda () (call-with-current-continuation (lambda (k) (set! again k)))))
    (if (= left 0)
        depth
        (begin
          (set! left (- left 1))
          (again #f)))))

(define level (make-parameter 0))

(define (nested-levels n)
  (if (= n 0)
      (level)
      (parameterize ((level (+ (level) 1)))
        (nested-levels (- n 1)))))

(define (work rounds)
  (set! entries 0)
  (let loop ((i 0) (total 0))
    (if (= i rounds)
        (list total depth entries)
        (loop (+ i 1)
              (+ total
                 (inside (lambda () depth))
                 (escape-from 5)
                 (enter-again 3)
                 (nested-levels 5))))))

;; In a round 1 + 5 + 0 + 5, and 1 + 5 + (1 + 3) entries.
(measure 8 (lambda () (work (opaque 100000))) '(1100000 0 1000000))
