;;; (scheme base) of R7RS for Chez Scheme, which implements R6RS: the part that the benchmarks use.  What both have in
;;; common is exported as it is, so that the compiler still knows it.

(library (scheme base)
  (export
    ;; As in R6RS.
    * + - / < <= = > >= abs and append apply assq assv begin boolean=? boolean? bytevector-copy bytevector-length
    bytevector-u8-ref bytevector-u8-set! bytevector? caar cadr call-with-current-continuation call/cc call-with-port
    call-with-values car case cdar cddr cdr ceiling char->integer char<=? char<? char=? char>=? char>? char?
    complex? cond cons define define-syntax denominator do dynamic-wind else eof-object eof-object? eq? equal? eqv?
    even? exact exact-integer-sqrt exact? expt floor for-each gcd guard if inexact inexact? integer->char integer?
    lambda lcm length let let* let*-values let-syntax let-values letrec letrec* letrec-syntax list list->string
    list->vector list-ref list-tail list? make-string make-vector map max memq memv min modulo negative? newline not
    null? number->string number? numerator odd? or pair? peek-char positive? procedure? quasiquote quote quotient
    raise raise-continuable rational? rationalize read-char real? remainder reverse round set! set-car! set-cdr!
    string string->list string->number string->symbol string-append string-for-each string-length string-ref
    string-set! string<=? string<? string=? string>=? string>? string? substring symbol->string symbol? syntax-rules
    truncate unless unquote unquote-splicing values vector vector->list vector-fill! vector-for-each vector-length
    vector-map vector-ref vector-set! vector? when with-exception-handler write-char zero? => _ ...
    ;; Of Chez Scheme.
    get-output-string include list-copy make-bytevector make-parameter open-input-string open-output-string parameterize
    string->utf8 utf8->string
    ;; As in R6RS, but for numbers of arguments that the benchmarks do not use, negative divisors, or the name.
    assoc member vector-copy string-copy
    (rename (div-and-mod floor/) (condition? error-object?) (condition-irritants error-object-irritants)
            (condition-message error-object-message) (quotient truncate-quotient) (remainder truncate-remainder)
            (modulo floor-remainder))
    ;; Defined here.
    define-record-type error read-line square string-map write-string)

  (import (rename (chezscheme)
                  (define-record-type rnrs:define-record-type)
                  (error rnrs:error)))

  (define (error message . irritants)
    (apply rnrs:error #f message irritants))

  (define (square x) (* x x))

  (define (string-map procedure text)
    (let* ((count (string-length text)) (result (make-string count)))
      (do ((i 0 (+ i 1))) ((= i count) result)
        (string-set! result i (procedure (string-ref text i))))))

  (define read-line
    (case-lambda
      (() (get-line (current-input-port)))
      ((port) (get-line port))))

  (define write-string
    (case-lambda
      ((text) (put-string (current-output-port) text))
      ((text port) (put-string port text))))

  ;; (define-record-type name (constructor field ...) predicate (field accessor [modifier]) ...)
  (define-syntax define-record-type
    (lambda (form)
      (define (field-spec spec)
        (syntax-case spec ()
          ((field accessor) #'(immutable field accessor))
          ((field accessor modifier) #'(mutable field accessor modifier))))
      (syntax-case form ()
        ((_ name (constructor argument ...) predicate (field . procedures) ...)
         (for-all bound-identifier=? #'(argument ...) #'(field ...))
         (with-syntax (((spec ...) (map field-spec #'((field . procedures) ...))))
           #'(rnrs:define-record-type (name constructor predicate)
               (fields spec ...))))))))
