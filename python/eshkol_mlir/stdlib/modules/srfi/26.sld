;; SRFI 26, procedures of which some arguments are given: <> stands for one that is not, <...> for all further ones.

(define-library (srfi 26)
  (import (scheme base))
  (export cut cute <> <...>)
  (begin
    (define-syntax <> (syntax-rules ()))
    (define-syntax <...> (syntax-rules ()))

    (define-syntax cut
      (syntax-rules ()
        ((_ slot ...) (cut-slots () () slot ...))))

    ;; (parameters), (what is called, with its arguments), and the slots that follow.
    (define-syntax cut-slots
      (syntax-rules (<> <...>)
        ((_ (parameter ...) (f argument ...)) (lambda (parameter ...) ((begin f) argument ...)))
        ((_ (parameter ...) (f argument ...) <...>) (lambda (parameter ... . rest) (apply f argument ... rest)))
        ((_ (parameter ...) (part ...) <> slot ...) (cut-slots (parameter ... x) (part ... x) slot ...))
        ((_ parameters (part ...) given slot ...) (cut-slots parameters (part ... given) slot ...))))

    ;; As cut, but what is given is evaluated once.
    (define-syntax cute
      (syntax-rules ()
        ((_ slot ...) (cute-slots () () () slot ...))))

    (define-syntax cute-slots
      (syntax-rules (<> <...>)
        ((_ (parameter ...) bindings (f argument ...))
         (let bindings (lambda (parameter ...) (f argument ...))))
        ((_ (parameter ...) bindings (f argument ...) <...>)
         (let bindings (lambda (parameter ... . rest) (apply f argument ... rest))))
        ((_ (parameter ...) bindings (part ...) <> slot ...)
         (cute-slots (parameter ... x) bindings (part ... x) slot ...))
        ((_ parameters (binding ...) (part ...) given slot ...)
         (cute-slots parameters (binding ... (x given)) (part ... x) slot ...))))))
