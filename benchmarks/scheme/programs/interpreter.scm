;;; A small language compiled to closures, which then run a program: closures, environments, dispatch.

(import (scheme base) (scheme write) (scheme time) (scheme cxr))
(include "measure.scm")

;; A scope is a list of frames, a frame a list of names; at run time an environment is a list of vectors.
;; Depth and index of a name, as a pair.
(define (address name scope)
  (let frames ((scope scope) (depth 0))
    (if (null? scope)
        (error "unknown name" name)
        (let names ((frame (car scope)) (index 0))
          (cond ((null? frame) (frames (cdr scope) (+ depth 1)))
                ((eq? (car frame) name) (cons depth index))
                (else (names (cdr frame) (+ index 1))))))))

;; A procedure of an environment.
(define (compile e scope)
  (cond ((symbol? e) (compile-reference (address e scope)))
        ((not (pair? e)) (lambda (environment) e))
        (else
         (case (car e)
           ((if) (compile-if (map (lambda (part) (compile part scope)) (cdr e))))
           ((lambda) (compile-lambda (cadr e) (compile (caddr e) (cons (cadr e) scope))))
           ((+ - <) (compile-primitive (car e) (compile (cadr e) scope) (compile (caddr e) scope)))
           (else (compile-call (compile (car e) scope) (map (lambda (a) (compile a scope)) (cdr e))))))))

(define (compile-reference place)
  (let ((index (cdr place)))
    (case (car place)
      ((0) (lambda (environment) (vector-ref (car environment) index)))
      ((1) (lambda (environment) (vector-ref (cadr environment) index)))
      (else (lambda (environment) (vector-ref (list-ref environment (car place)) index))))))

(define (compile-if parts)
  (let ((test (car parts)) (then (cadr parts)) (otherwise (caddr parts)))
    (lambda (environment)
      (if (test environment) (then environment) (otherwise environment)))))

(define (compile-lambda names body)
  (lambda (environment)
    (lambda (arguments) (body (cons arguments environment)))))

(define (compile-primitive name a b)
  (case name
    ((+) (lambda (environment) (+ (a environment) (b environment))))
    ((-) (lambda (environment) (- (a environment) (b environment))))
    (else (lambda (environment) (< (a environment) (b environment))))))

(define (compile-call procedure arguments)
  (if (= (length arguments) 1)
      (let ((argument (car arguments)))
        (lambda (environment) ((procedure environment) (vector (argument environment)))))
      (lambda (environment)
        ((procedure environment) (list->vector (map (lambda (a) (a environment)) arguments))))))

(define program
  '((lambda (fix)
      ((fix (lambda (fib)
              (lambda (n)
                (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))))
       25))
    (lambda (f)
      ((lambda (x) (x x))
       (lambda (x) (f (lambda (n) ((x x) n))))))))

(measure 30 (lambda () ((compile (opaque program) '()) '())) 75025)
