;; SRFI 2, and-let*: bindings, variables and tests in parentheses, each of which must be true.

(define-library (srfi 2)
  (import (scheme base))
  (export and-let*)
  (begin
    (define-syntax and-let*
      (syntax-rules ()
        ((_ ()) #t)
        ((_ () body ...) (let () body ...))
        ((_ ((name value))) value)
        ((_ ((test))) test)
        ((_ (variable)) variable)
        ((_ ((name value) clause ...) body ...) (let ((name value)) (if name (and-let* (clause ...) body ...) #f)))
        ((_ ((test) clause ...) body ...) (if test (and-let* (clause ...) body ...) #f))
        ((_ (variable clause ...) body ...) (if variable (and-let* (clause ...) body ...) #f))))))
