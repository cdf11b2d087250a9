;;; Strings of characters of one, two and three bytes as UTF-8 and back.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (text n)
  (let ((s (make-string (* 3 n))))
    (do ((i 0 (+ i 1))) ((= i n) s)
      (string-set! s (* 3 i) #\a)
      (string-set! s (+ (* 3 i) 1) (integer->char (+ #x3b1 (remainder i 16))))
      (string-set! s (+ (* 3 i) 2) (integer->char (+ #x4e00 (remainder i 1000)))))))

(define (round-trips s times)
  (let loop ((i 0) (bytes 0))
    (if (= i times)
        bytes
        (let* ((encoded (string->utf8 s)) (decoded (utf8->string encoded)))
          (loop (+ i 1) (if (string=? s decoded) (+ bytes (bytevector-length encoded)) bytes))))))

(define n (opaque 20000))
(define s (text n))
(measure 40 (lambda () (round-trips s 40)) (* 40 6 n))
