;; Included by 4.1-primitive-expressions.scm.
(define included-value 42)
(define (included-procedure x) (* x x))
