;;; Lines, words, capitals and digits of a text, by the classes of its characters.

(import (scheme base) (scheme char) (scheme write) (scheme time))
(include "measure.scm")

(define line "Alice was beginning, in 1865, to get very tired of sitting by her Sister\n")

(define (text lines)
  (let ((port (open-output-string)))
    (do ((i 0 (+ i 1))) ((= i lines) (get-output-string port))
      (write-string line port))))

(define (counts port)
  (let loop ((lines 0) (words 0) (capitals 0) (digits 0) (in-word #f))
    (let ((c (read-char port)))
      (cond ((eof-object? c) (list lines words capitals digits))
            ((char=? c #\newline) (loop (+ lines 1) words capitals digits #f))
            ((char-whitespace? c) (loop lines words capitals digits #f))
            (else
             (loop lines
                   (if in-word words (+ words 1))
                   (if (and (char-alphabetic? c) (not (char=? c (char-downcase c)))) (+ capitals 1) capitals)
                   (if (char-numeric? c) (+ digits 1) digits)
                   #t))))))

(define lines (opaque 20000))
(define alice (text lines))
(measure 40 (lambda () (counts (open-input-string alice))) (list lines (* 14 lines) (* 2 lines) (* 4 lines)))
