;;; String ports: writing numbers, characters and lists, reading them back line by line and as data.

(import (scheme base) (scheme write) (scheme read) (scheme time))
(include "measure.scm")

(define (written lines)
  (let ((port (open-output-string)))
    (do ((i 0 (+ i 1))) ((= i lines) (get-output-string port))
      (write i port)
      (write-char #\space port)
      (write-string "text" port)
      (write-char #\space port)
      (write (list i "a b" 'symbol #\x (* (+ i 1) 0.5)) port)
      (newline port))))

(define (count-lines text)
  (let ((port (open-input-string text)))
    (let loop ((lines 0) (characters 0))
      (let ((line (read-line port)))
        (if (eof-object? line)
            (list lines characters)
            (loop (+ lines 1) (+ characters (string-length line))))))))

(define (count-spaces text)
  (let ((port (open-input-string text)))
    (let loop ((spaces 0))
      (let ((c (read-char port)))
        (cond ((eof-object? c) spaces)
              ((char=? c #\space) (loop (+ spaces 1)))
              (else (loop spaces)))))))

(define (sum-of-data text)
  (let ((port (open-input-string text)))
    (let loop ((total 0.0))
      (let ((datum (read port)))
        (cond ((eof-object? datum) (exact total))
              ((number? datum) (loop (+ total datum)))
              ((pair? datum) (loop (+ total (list-ref datum 4))))
              (else (loop total)))))))

(define (work lines)
  (let ((text (written lines)))
    (list (count-lines text) (count-spaces text) (sum-of-data text))))

;; Seven spaces in a line; the sums of i and of (i + 1) / 2.
(measure 30 (lambda () (work (opaque 5000))) '((5000 195563) 35000 18748750))
