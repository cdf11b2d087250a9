;;; A hash table of strings made of a vector of association lists: hashing, comparing, growing.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define-record-type table
  (make-table buckets count)
  table?
  (buckets table-buckets set-table-buckets!)
  (count table-count set-table-count!))

(define (hash key size)
  (let ((n (string-length key)))
    (let loop ((i 0) (h 5381))
      (if (= i n)
          (modulo h size)
          (loop (+ i 1) (modulo (+ (* h 33) (char->integer (string-ref key i))) 16777213))))))

(define (find key bucket)
  (cond ((null? bucket) #f)
        ((string=? key (caar bucket)) (car bucket))
        (else (find key (cdr bucket)))))

(define (table-ref t key default)
  (let* ((buckets (table-buckets t))
         (found (find key (vector-ref buckets (hash key (vector-length buckets))))))
    (if found (cdr found) default)))

(define (table-set! t key value)
  (let* ((buckets (table-buckets t))
         (place (hash key (vector-length buckets)))
         (found (find key (vector-ref buckets place))))
    (if found
        (set-cdr! found value)
        (begin
          (vector-set! buckets place (cons (cons key value) (vector-ref buckets place)))
          (set-table-count! t (+ (table-count t) 1))
          (when (> (table-count t) (* 2 (vector-length buckets)))
            (grow! t))))))

(define (grow! t)
  (let* ((old (table-buckets t))
         (size (+ 1 (* 2 (vector-length old))))
         (new (make-vector size '())))
    (vector-for-each
     (lambda (bucket)
       (for-each
        (lambda (entry)
          (let ((place (hash (car entry) size)))
            (vector-set! new place (cons entry (vector-ref new place)))))
        bucket))
     old)
    (set-table-buckets! t new)))

;; How many words there are, and the sum of how often each was used.
(define (count-words distinct uses)
  (let ((t (make-table (make-vector 7 '()) 0))
        (words (make-vector distinct)))
    (do ((i 0 (+ i 1))) ((= i distinct))
      (vector-set! words i (string-append "word-" (number->string (* i 7919)))))
    (do ((i 0 (+ i 1))) ((= i uses))
      (let ((word (vector-ref words (modulo (* i 31) distinct))))
        (table-set! t word (+ 1 (table-ref t word 0)))))
    (let loop ((i 0) (total 0))
      (if (= i distinct)
          (list (table-count t) total)
          (loop (+ i 1) (+ total (table-ref t (vector-ref words i) 0)))))))

(measure 3 (lambda () (count-words (opaque 20000) (opaque 400000))) '(20000 400000))
