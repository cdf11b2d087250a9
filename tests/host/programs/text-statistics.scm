;; Counts lines, words, characters and the most frequent words of a text, read from a string port.
(import (scheme base) (scheme write) (scheme char) (scheme cxr))

(define text
  "It was the best of times, it was the worst of times,\nit was the age of wisdom, it was the age of foolishness,\nit was the epoch of belief, it was the epoch of incredulity -\n\nwas it so? Größe 10, größe 20; ΣΟΦΟΣ σοφος")

(define (each-line port receive)
  (let loop ((number 1))
    (let ((line (read-line port)))
      (unless (eof-object? line)
        (receive line number)
        (loop (+ number 1))))))

(define (words line)
  (let ((port (open-input-string line)))
    (let loop ((word '()) (found '()))
      (let ((c (read-char port)))
        (cond ((and (char? c) (or (char-alphabetic? c) (char-numeric? c))) (loop (cons c word) found))
              ((null? word) (if (eof-object? c) (reverse found) (loop '() found)))
              (else
               (let ((found (cons (string-foldcase (list->string (reverse word))) found)))
                 (if (eof-object? c) (reverse found) (loop '() found)))))))))

(define counts '())
(define (count! word)
  (let ((entry (assoc word counts)))
    (if entry
        (set-cdr! entry (+ (cdr entry) 1))
        (set! counts (cons (cons word 1) counts)))))

(define (insert entry sorted)
  (cond ((null? sorted) (list entry))
        ((or (> (cdr entry) (cdar sorted))
             (and (= (cdr entry) (cdar sorted)) (string<? (car entry) (caar sorted))))
         (cons entry sorted))
        (else (cons (car sorted) (insert entry (cdr sorted))))))

(define lines 0)
(define total 0)
(each-line (open-input-string text)
           (lambda (line number)
             (set! lines number)
             (for-each (lambda (word) (set! total (+ total 1)) (count! word)) (words line))))

(display (list lines total (string-length text) (bytevector-length (string->utf8 text))))
(newline)
(let loop ((sorted (let sort ((left counts) (sorted '())) (if (null? left) sorted (sort (cdr left) (insert (car left) sorted)))))
           (n 8))
  (when (and (> n 0) (pair? sorted))
    (write (caar sorted))
    (display (make-string (cdar sorted) #\*))
    (newline)
    (loop (cdr sorted) (- n 1))))
