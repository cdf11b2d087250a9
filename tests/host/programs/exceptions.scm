;; Raising, handling, continuing, retrying and cleaning up, with a record as the object raised.
(import (scheme base) (scheme write))

(define-record-type shortage (make-shortage item missing) shortage? (item shortage-item) (missing shortage-missing))

(define stock (list (cons 'bolt 10) (cons 'nut 3)))
(define log '())
(define (note . words) (set! log (cons words log)))

(define (take! item amount)
  (let* ((entry (or (assq item stock) (error "no such item:" item))) (left (- (cdr entry) amount)))
    (if (< left 0)
        (begin (raise-continuable (make-shortage item (- left))) (take! item amount))
        (begin (set-cdr! entry left) left))))

(define (order item amount)
  (guard (e ((symbol? e) (list 'gave-up e))
            ((error-object? e) (cons (error-object-message e) (error-object-irritants e))))
    (dynamic-wind
     (lambda () (note 'open item))
     (lambda () (take! item amount))
     (lambda () (note 'close item)))))

(define (refilling thunk)
  (with-exception-handler
   (lambda (e)
     (cond ((and (shortage? e) (eq? (shortage-item e) 'nut))
            (note 'refill (shortage-missing e))
            (set-cdr! (assq 'nut stock) (+ (cdr (assq 'nut stock)) (shortage-missing e) 5)))
           (else (raise (if (shortage? e) 'shortage e)))))
   thunk))

(write (order 'bolt 4)) (newline)
(write (refilling (lambda () (order 'nut 7)))) (newline)
(write (guard (e (#t (list 'outside e))) (refilling (lambda () (order 'bolt 100))))) (newline)
(write (order 'screw 1)) (newline)
(for-each (lambda (words) (write words)) (reverse log)) (newline)

(define (attempt n thunk)
  (let loop ((left n))
    (guard (e ((and (> left 1) (string? e)) (loop (- left 1)))
              ((string? e) (string-append "failed: " e)))
      (thunk))))
(define calls 0)
(write (attempt 3 (lambda () (set! calls (+ calls 1)) (if (< calls 3) (raise "busy") (list 'done calls))))) (newline)
(write (attempt 2 (lambda () (raise "never")))) (newline)
(write (map (lambda (thunk) (guard (e ((error-object? e) 'error) (else e)) (thunk)))
            (list (lambda () (vector-ref (vector 1) 1)) (lambda () (raise 'sym)) (lambda () (car '())) (lambda () (+ 1 "x")) (lambda () 'fine))))
(newline)
