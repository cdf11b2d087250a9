;;; Symbolic derivatives of polynomials: symbols, dispatch on them, fresh lists.

(import (scheme base) (scheme write) (scheme time) (scheme cxr))
(include "measure.scm")

(define (derivative e)
  (cond ((not (pair? e)) (if (eq? e 'x) 1 0))
        ((eq? (car e) '+) (cons '+ (map derivative (cdr e))))
        ((eq? (car e) '-) (cons '- (map derivative (cdr e))))
        ((eq? (car e) '*)
         (list '* e (cons '+ (map (lambda (factor) (list '/ (derivative factor) factor)) (cdr e)))))
        ((eq? (car e) '/)
         (list '-
               (list '/ (derivative (cadr e)) (caddr e))
               (list '/ (cadr e) (list '* (caddr e) (caddr e) (derivative (caddr e))))))
        (else (error "no rule for the operator" (car e)))))

(define expression (opaque '(+ (* 3 x x) (* a x x) (* b x) 5)))

(measure 4000000
         (lambda () (derivative expression))
         '(+ (* (* 3 x x) (+ (/ 0 3) (/ 1 x) (/ 1 x)))
             (* (* a x x) (+ (/ 0 a) (/ 1 x) (/ 1 x)))
             (* (* b x) (+ (/ 0 b) (/ 1 x)))
             0))
