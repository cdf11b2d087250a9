;; Deep recursion that is not in tail position, mutual recursion, Hofstadter's sequences, Ackermann's function.
(import (scheme base) (scheme write))

(define (my-even? n) (if (= n 0) #t (my-odd? (- n 1))))
(define (my-odd? n) (if (= n 0) #f (my-even? (- n 1))))
(define (deep-even n) (if (= n 0) '(even) (cons 'x (deep-odd (- n 1)))))
(define (deep-odd n) (if (= n 0) '(odd) (cons 'y (deep-even (- n 1)))))
(define (depth-by-cc n) (if (= n 0) 0 (+ 1 (call/cc (lambda (k) (depth-by-cc (- n 1)))))))

(define (female n) (if (= n 0) 1 (- n (male (female (- n 1))))))
(define (male n) (if (= n 0) 0 (- n (female (male (- n 1))))))

(define (ackermann m n)
  (cond ((= m 0) (+ n 1))
        ((= n 0) (ackermann (- m 1) 1))
        (else (ackermann (- m 1) (ackermann m (- n 1))))))

(define (tak x y z) (if (not (< y x)) z (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y))))

(define (up n) (let loop ((i n) (l '())) (if (= i 0) l (loop (- i 1) (cons i l)))))
(define (my-append a b) (if (null? a) b (cons (car a) (my-append (cdr a) b))))
(define (fold-right f z l) (if (null? l) z (f (car l) (fold-right f z (cdr l)))))

(write (list (my-even? 1000000) (my-odd? 1000000))) (newline)
(write (length (deep-even 1000000))) (newline)
(write (list-tail (deep-even 999999) 999999)) (newline)
(write (depth-by-cc 20000)) (newline)
(write (map female (up 15))) (newline)
(write (map male (up 15))) (newline)
(write (list (ackermann 2 9) (ackermann 3 6))) (newline)
(write (tak 18 12 6)) (newline)
(write (fold-right + 0 (my-append (up 500000) (up 500000)))) (newline)
