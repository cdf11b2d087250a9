;;; A large datum of all kinds is written to a file, read back and compared.

(import (scheme base) (scheme read) (scheme write) (scheme file) (scheme time))
(include "measure.scm")

(define file "readwrite.tmp")

(define (entry i)
  (list 'define (list 'name i "a \"string\"\n" #\a #\space)
        (vector i 'symbol (/ i 7) (* i 0.125) #t)
        (list 'quote (list 'nested (list i) '() '(pair . end)))))

(define (entries count)
  (let loop ((i 0) (found '()))
    (if (= i count) found (loop (+ i 1) (cons (entry i) found)))))

(define (round-trip datum)
  (if (file-exists? file) (delete-file file))
  (call-with-output-file file (lambda (port) (write datum port)))
  (let ((found (call-with-input-file file read)))
    (list (length found) (equal? found datum))))

(define data (entries (opaque 10000)))
(measure 8 (lambda () (round-trip data)) (list (length data) #t))
