;;; Exceptions in a loop: guard with and without a raise, handlers that return, nested guards that pass on.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (checked-quotient a b)
  (if (= b 0) (raise 'division) (quotient a b)))

(define (guarded a b)
  (guard (e ((symbol? e) -1)
            ((string? e) -2))
    (checked-quotient a b)))

;; Raises below so many guards, of which only the outermost has a clause for it.
(define (raised-through depth)
  (guard (e ((number? e) (+ e 1)))
    (let nest ((depth depth))
      (if (= depth 0)
          (raise (opaque 41))
          (guard (e ((string? e) 0))
            (nest (- depth 1)))))))

(define (continued n)
  (with-exception-handler
   (lambda (e) (* 2 e))
   (lambda () (+ 1 (raise-continuable n)))))

(define (described n)
  (guard (e ((error-object? e) (car (error-object-irritants e))))
    (error "a number that is not wanted" n)))

(define (work rounds)
  (let loop ((i 0) (total 0))
    (if (= i rounds)
        total
        (loop (+ i 1)
              (+ total
                 (guarded i (modulo i 4))
                 (- (guarded i 1) i)
                 (raised-through 3)
                 (continued i)
                 (described i))))))

(define (expected rounds)
  (let loop ((i 0) (total 0))
    (if (= i rounds)
        total
        (loop (+ i 1)
              (+ total (if (= 0 (modulo i 4)) -1 (quotient i (modulo i 4))) 42 (+ 1 i i) i)))))

(measure 3 (lambda () (work (opaque 40000))) (expected 40000))
