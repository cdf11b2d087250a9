;;; Adler's checksum of bytes that are filled one by one, copied and read one by one.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (filled count)
  (let ((bytes (make-bytevector count 0)))
    (do ((i 0 (+ i 1))) ((= i count) bytes)
      (bytevector-u8-set! bytes i (- 256 (+ 1 (remainder i 255)))))))

(define (adler bytes)
  (let ((count (bytevector-length bytes)))
    (let loop ((i 0) (a 1) (b 0))
      (if (= i count)
          (+ (* 65536 b) a)
          (let ((next (remainder (+ a (bytevector-u8-ref bytes i)) 65521)))
            (loop (+ i 1) next (remainder (+ b next) 65521)))))))

;; Blocks of 255, 254 ... 1: the sum of all bytes and of all sums before, without the loop.
(define (expected blocks)
  (let* ((block (quotient (* 255 256) 2))
         (within (quotient (* 255 256 511) 6))
         (count (* 255 blocks))
         (b (+ count (* blocks within) (* 255 block (quotient (* blocks (- blocks 1)) 2)))))
    (+ (* 65536 (modulo b 65521)) (modulo (+ 1 (* blocks block)) 65521))))

(define blocks (opaque 4000))
(measure 60 (lambda () (adler (bytevector-copy (filled (* 255 blocks))))) (expected blocks))
