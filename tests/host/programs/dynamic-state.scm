;; Parameters and dynamic-wind: a pretty printer with indentation, and jumps out of and back into regions.
(import (scheme base) (scheme write))

(define indentation (make-parameter 0 (lambda (n) (if (< n 0) (error "negative indentation") n))))
(define width (make-parameter 12))

(define (flat object) (let ((p (open-output-string))) (write object p) (get-output-string p)))
(define (line text) (display (make-string (indentation) #\space)) (display text) (newline))
(define (pretty object)
  (let ((text (flat object)))
    (if (or (not (pair? object)) (<= (string-length text) (- (width) (indentation))))
        (line text)
        (begin
          (line (string-append "(" (flat (car object))))
          (parameterize ((indentation (+ (indentation) 2))) (for-each pretty (cdr object)))
          (line ")")))))

(pretty '(define (f x) (if (zero? x) 1 (* x (f (- x 1))))))
(parameterize ((width 40)) (pretty '(define (f x) (if (zero? x) 1 2))))
(write (list (indentation) (width))) (newline)
(write (guard (e (#t (error-object-message e))) (parameterize ((indentation -1)) 'unreachable))) (newline)

(define depth 0)
(define deepest 0)
(define (inside thunk)
  (dynamic-wind (lambda () (set! depth (+ depth 1)) (set! deepest (max deepest depth))) thunk (lambda () (set! depth (- depth 1)))))
(define (nest n thunk) (if (= n 0) (thunk) (inside (lambda () (nest (- n 1) thunk)))))

(define again #f)
(define visits 0)
;; In a body: what follows belongs to the continuation, as it would not in every REPL.
(define (visit)
  (write (nest 5 (lambda () (call/cc (lambda (k) (set! again k))) (set! visits (+ visits 1)) depth)))
  (newline)
  (write (list depth deepest visits))
  (newline)
  (when (< visits 3) (nest 2 (lambda () (again #f)))))
(visit)
(write (call/cc (lambda (out) (nest 100 (lambda () (out (list 'from depth))))))) (newline)
(write (list depth deepest)) (newline)
