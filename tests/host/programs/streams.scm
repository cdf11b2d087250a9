;; Infinite streams by delay: primes, Hamming's numbers, power series, and constant space of delay-force.
(import (scheme base) (scheme write) (scheme lazy))

(define-syntax stream-cons (syntax-rules () ((_ a b) (cons a (delay b)))))
(define head car)
(define (tail s) (force (cdr s)))
(define (take s n) (if (= n 0) '() (cons (head s) (take (tail s) (- n 1)))))
(define (from n) (stream-cons n (from (+ n 1))))
(define (smap f . ss) (stream-cons (apply f (map head ss)) (apply smap f (map tail ss))))
(define (filter keep? s) (if (keep? (head s)) (stream-cons (head s) (filter keep? (tail s))) (filter keep? (tail s))))
(define (ref s n) (if (= n 0) (head s) (ref (tail s) (- n 1))))

(define (sieve s) (stream-cons (head s) (sieve (filter (lambda (x) (not (= 0 (modulo x (head s))))) (tail s)))))
(define primes (sieve (from 2)))

(define (merge a b)
  (cond ((< (head a) (head b)) (stream-cons (head a) (merge (tail a) b)))
        ((> (head a) (head b)) (stream-cons (head b) (merge a (tail b))))
        (else (stream-cons (head a) (merge (tail a) (tail b))))))
(define (scale s k) (smap (lambda (x) (* x k)) s))
(define hamming (stream-cons 1 (merge (scale hamming 2) (merge (scale hamming 3) (scale hamming 5)))))

(define fibs (stream-cons 0 (stream-cons 1 (smap + fibs (tail fibs)))))

(define (integrate series) (smap / series (from 1)))
(define cosine (stream-cons 1 (smap - (integrate sine))))
(define sine (stream-cons 0 (integrate cosine)))

(define (lazy-from n) (delay (cons n (lazy-from (+ n 1)))))
(define (lazy-drop-while drop? s)
  (delay-force (let ((pair (force s))) (if (drop? (car pair)) (lazy-drop-while drop? (cdr pair)) s))))

(write (take primes 15)) (newline)
(write (take hamming 20)) (newline)
(write (ref hamming 500)) (newline)
(write (take fibs 12)) (newline)
(write (ref fibs 300)) (newline)
(write (take cosine 7)) (newline)
(write (take sine 8)) (newline)
(write (car (force (lazy-drop-while (lambda (n) (< n 200000)) (lazy-from 0))))) (newline)
