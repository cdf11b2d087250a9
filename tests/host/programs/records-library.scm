;; A small bank of records with closures: invariants, updates, printing, a log in reverse.
(import (scheme base) (scheme write))

(define-record-type <account> (make-account owner balance history) account?
  (owner account-owner)
  (balance account-balance set-account-balance!)
  (history account-history set-account-history!))

(define-record-type <entry> (make-entry kind amount) entry? (kind entry-kind) (amount entry-amount))

(define (record! account kind amount)
  (set-account-balance! account (+ (account-balance account) amount))
  (set-account-history! account (cons (make-entry kind amount) (account-history account))))

(define (deposit! account amount)
  (if (positive? amount) (record! account 'deposit amount) (error "a deposit must be positive:" amount)))

(define (withdraw! account amount)
  (if (<= amount (account-balance account))
      (record! account 'withdrawal (- amount))
      (error "not enough money:" (account-owner account) amount)))

(define (transfer! from to amount)
  (let ((before (list (account-balance from) (account-history from))))
    (guard (e (#t (set-account-balance! from (car before))
                  (set-account-history! from (cadr before))
                  (raise e)))
      (withdraw! from amount)
      (deposit! to amount))))

(define ann (make-account "Ann" 100 '()))
(define bob (make-account "Bob" 20 '()))
(define (show)
  (for-each (lambda (account)
              (display (account-owner account)) (display ": ") (display (account-balance account))
              (for-each (lambda (e) (display " ") (write (entry-kind e)) (display " ") (write (entry-amount e))) (reverse (account-history account)))
              (newline))
            (list ann bob)))
(define-syntax try
  (syntax-rules () ((_ e) (guard (x ((error-object? x) (write (cons (error-object-message x) (error-object-irritants x))) (newline))) e))))

(deposit! ann 50)
(transfer! ann bob 70)
(show)
(try (transfer! bob ann 1000))
(try (transfer! ann bob -5))
(try (withdraw! ann 81))
(try (deposit! bob 0))
(show)
(write (map account? (list ann 'ann (make-entry 'x 1) (vector)))) (newline)
(write (list (eq? ann ann) (equal? (make-entry 'a 1) 'a) (entry? (car (account-history ann))))) (newline)
(define moved (let loop ((i 0)) (if (= i 10000) (account-balance bob) (begin (transfer! ann bob 1) (transfer! bob ann 1) (loop (+ i 1))))))
(write (list moved (length (account-history bob)))) (newline)
