;;; (scheme lazy) of R7RS: the part that the benchmarks use.  A promise holds a pair, which those of a chain of
;;; delay-force come to share: whether its value is known, and the value or a thunk.

(library (scheme lazy)
  (export (rename (lazy delay-force) (eager-delay delay) (force-promise force)))
  (import (chezscheme))

  (define-record-type promise (fields (mutable content)))

  (define-syntax lazy
    (syntax-rules ()
      ((_ expression) (make-promise (cons #f (lambda () expression))))))

  (define-syntax eager-delay
    (syntax-rules ()
      ((_ expression) (lazy (make-promise (cons #t expression))))))

  (define (force-promise promise)
    (let ((content (promise-content promise)))
      (if (car content)
          (cdr content)
          (let ((next ((cdr content))))
            (unless (car content)
              (set-car! content (car (promise-content next)))
              (set-cdr! content (cdr (promise-content next)))
              (promise-content-set! next content))
            (force-promise promise))))))
