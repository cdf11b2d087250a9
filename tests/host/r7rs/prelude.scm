(import (scheme base) (scheme case-lambda) (scheme char) (scheme complex) (scheme cxr) (scheme eval)
        (scheme file) (scheme inexact) (scheme lazy) (scheme load) (scheme process-context) (scheme read)
        (scheme repl) (scheme time) (scheme write))

;; Reports go to the port that was standard output when the program began, whatever a check does.
(define %output (current-output-port))

(define (%mark kind index)
  (write-string "@@ " %output)
  (write-string kind %output)
  (write-string (number->string index) %output))

(define (%at index)
  (%mark "at " index)
  (newline %output)
  (flush-output-port %output))

(define (%ok index)
  (%mark "ok " index)
  (newline %output))

(define (%fail index what . objects)
  (%mark "fail " index)
  (write-string " " %output)
  (write-string what %output)
  (for-each (lambda (object) (write-string " " %output) (write object %output)) objects)
  (newline %output)
  (flush-output-port %output))

(define (%end)
  (write-string "@@ end" %output)
  (newline %output))

(define (%fail-raised index raised)
  (if (error-object? raised)
      (%fail index "raised" (error-object-message raised) (error-object-irritants raised))
      (%fail index "raised the object" raised)))

;; Calls accept with the value of the thunk; if that says no, the value is reported.
(define (%check-by index thunk accept)
  (%at index)
  (guard (raised (#t (%fail-raised index raised)))
    (let ((value (thunk)))
      (if (accept value) (%ok index) (%fail index "found" value)))))

(define (%same? a b)
  (or (equal? a b)
      (and (number? a) (number? b) (inexact? a) (inexact? b) (nan? a) (nan? b))))

(define (%check index thunk expected)
  (%check-by index thunk (lambda (value) (%same? value expected))))

(define (%check-one-of index thunk expected)
  (%check-by index thunk (lambda (value) (member value expected))))

(define (%check-near index thunk expected)
  (%check-by index thunk
             (lambda (value)
               (and (number? value)
                    (inexact? value)
                    (<= (magnitude (- value expected)) (* 4e-15 (max 1e-3 (magnitude expected))))))))

(define (%contains? text part)
  (let ((last (- (string-length text) (string-length part))))
    (let loop ((i 0))
      (and (<= i last)
           (or (string=? (substring text i (+ i (string-length part))) part) (loop (+ i 1)))))))

(define (%check-error index thunk part)
  (%at index)
  (guard (raised ((and (error-object? raised)
                       (string? (error-object-message raised))
                       (%contains? (error-object-message raised) part))
                  (%ok index))
                 (#t (%fail-raised index raised)))
    (let ((value (thunk)))
      (%fail index "no error, found" value))))

;;; For use in checks.

(define-syntax values->list
  (syntax-rules () ((_ expression) (call-with-values (lambda () expression) list))))

(define-syntax printed
  (syntax-rules ()
    ((_ expression ...)
     (let ((port (open-output-string)))
       (parameterize ((current-output-port port)) expression ... #t)
       (get-output-string port)))))

(define-syntax raised-by
  (syntax-rules () ((_ expression ...) (guard (object (#t object)) expression ... 'nothing-raised))))

(define (written object)
  (let ((port (open-output-string)))
    (write object port)
    (get-output-string port)))

(define (displayed object)
  (let ((port (open-output-string)))
    (display object port)
    (get-output-string port)))

(define (read-from text)
  (read (open-input-string text)))

(define (read-all text)
  (let ((port (open-input-string text)))
    (let loop ((read-so-far '()))
      (let ((datum (read port)))
        (if (eof-object? datum) (reverse read-so-far) (loop (cons datum read-so-far)))))))

;; The same object, of which no compiler can know the type.
(define %cell (list #f))

(define (opaque object)
  (set-car! %cell object)
  (car %cell))

