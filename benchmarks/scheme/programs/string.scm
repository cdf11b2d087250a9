;;; Strings that grow by appending, and are read character by character.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

;; A string of at least limit characters, each time made of pieces of the last one.
(define (grow start limit)
  (let loop ((s start))
    (if (>= (string-length s) limit)
        s
        (let ((n (string-length s)))
          (loop (string-append "(" (substring s (quotient n 2) n) "." (substring s 0 (+ (quotient n 2) 1)) ")"))))))

(define (count-characters s wanted)
  (let ((n (string-length s)))
    (let loop ((i 0) (found 0))
      (cond ((= i n) found)
            ((char=? (string-ref s i) wanted) (loop (+ i 1) (+ found 1)))
            (else (loop (+ i 1) found))))))

(define (reversed s)
  (let* ((n (string-length s))
         (result (make-string n #\space)))
    (do ((i 0 (+ i 1))) ((= i n) result)
      (string-set! result (- n i 1) (string-ref s i)))))

(define (work)
  (let* ((s (grow "abcdef" 2000))
         (r (reversed s)))
    (list (string-length s)
          (- (count-characters s #\() (count-characters r #\)))
          (string=? s (reversed r))
          (string<? s r))))

;; Each round of growing adds four characters; what is cut off and doubled are parentheses, not all in pairs.
(measure 200 (lambda () (opaque (work))) '(2002 497 #t #t))
