;;; Tail calls between procedures, through variables and through a vector of procedures, as in a state machine.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (ping? n) (if (= n 0) #t (pong? (- n 1))))
(define (pong? n) (if (= n 0) #f (ping? (- n 1))))

;; The machine's state is the binary number it has read so far, modulo 3.
(define states
  (vector (lambda (bits) (read-bit bits 0 1 0))
          (lambda (bits) (read-bit bits 2 0 1))
          (lambda (bits) (read-bit bits 1 2 2))))

;; Goes on in one of two states; without bits left, the state it is in.
(define (read-bit bits after-zero after-one here)
  (if (null? bits)
      here
      ((vector-ref states (if (= (car bits) 0) after-zero after-one)) (cdr bits))))

;; The bits of the sum of 2^i for all multiples i of 3 below n, the highest one first.
(define (bits n)
  (let loop ((i 0) (found '()))
    (if (= i n) found (loop (+ i 1) (cons (if (= 0 (modulo i 3)) 1 0) found)))))

(define input (bits (opaque 9998)))

(define (work)
  (list (ping? (opaque 1000000))
        (let loop ((i 0) (total 0))
          (if (= i 100)
              total
              (loop (+ i 1) (+ total ((vector-ref states 0) input)))))))

;; Modulo 3, 2^i is 1 or -1 in turn: 1 remains of the 3333 powers.
(measure 100 work '(#t 100))
