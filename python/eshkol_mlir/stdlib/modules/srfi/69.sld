;; SRFI 69, hash tables.  Those of the language compare by equal?, eqv?, eq? or string=?, and do not tell by which.

(define-library (srfi 69)
  (import (core))
  (export
    make-hash-table hash-table? alist->hash-table
    hash-table-ref hash-table-ref/default hash-table-set! hash-table-delete! hash-table-exists? hash-table-update!
    hash-table-update!/default
    hash-table-size hash-table-keys hash-table-values hash-table-walk hash-table-fold hash-table->alist
    hash-table-copy hash-table-merge!
    hash string-hash string-ci-hash hash-by-identity)
  (begin
    (define (hash-table-merge! table other)
      (hash-table-walk other (lambda (key value) (hash-table-set! table key value)))
      table)

    (define (string-ci-hash text . bound) (apply string-hash (string-foldcase text) bound))

    ;; What is the same is equal and has the same hash, as long as it is not changed.
    (define hash-by-identity hash)))
