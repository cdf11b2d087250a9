;;; A file of text, written by lines, copied character by character and read again.

(import (scheme base) (scheme write) (scheme file) (scheme time))
(include "measure.scm")

(define original "copyfile-original.tmp")
(define copy "copyfile-copy.tmp")
(define line "the quick brown fox jumps over the lazy dog; 0123456789")

(define (write-lines count)
  (call-with-output-file original
    (lambda (port)
      (do ((i 0 (+ i 1))) ((= i count))
        (write-string line port)
        (newline port)))))

(define (copy-characters)
  (call-with-input-file original
    (lambda (in)
      (call-with-output-file copy
        (lambda (out)
          (let loop ((count 0))
            (let ((c (read-char in)))
              (if (eof-object? c)
                  count
                  (begin
                    (write-char c out)
                    (loop (+ count 1)))))))))))

(define (count-lines)
  (call-with-input-file copy
    (lambda (port)
      (let loop ((count 0))
        (let ((text (read-line port)))
          (cond ((eof-object? text) count)
                ((string=? text line) (loop (+ count 1)))
                (else (loop count))))))))

(define lines (opaque 40000))

(define (work)
  (for-each (lambda (file) (if (file-exists? file) (delete-file file))) (list original copy))
  (write-lines lines)
  (let* ((characters (copy-characters)) (equal-lines (count-lines)))
    (list characters equal-lines)))

(measure 12 work (list (* lines (+ 1 (string-length line))) lines))
