;;; Matching patterns against a data base of lists, as in an expert system: ?x stands for one element, *x for several.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (variable? item prefix)
  (and (symbol? item) (memq item prefix)))

(define single '(?a ?b ?c))
(define several '(*a *b *c *d))

;; The bindings with which the pattern equals the items, or #f.
(define (match pattern items bindings)
  (cond ((null? pattern) (and (null? items) bindings))
        ((variable? (car pattern) several) (match-several (car pattern) (cdr pattern) items '() bindings))
        ((null? items) #f)
        ((variable? (car pattern) single)
         (let ((known (assq (car pattern) bindings)))
           (if known
               (and (equal? (cdr known) (car items)) (match (cdr pattern) (cdr items) bindings))
               (match (cdr pattern) (cdr items) (cons (cons (car pattern) (car items)) bindings)))))
        ((and (pair? (car pattern)) (pair? (car items)))
         (let ((inner (match (car pattern) (car items) bindings)))
           (and inner (match (cdr pattern) (cdr items) inner))))
        (else (and (eqv? (car pattern) (car items)) (match (cdr pattern) (cdr items) bindings)))))

;; Binds the name to as few items as possible, already taken ones first.
(define (match-several name pattern items taken bindings)
  (let ((known (assq name bindings)))
    (or (if known
            (and (equal? (cdr known) (reverse taken)) (match pattern items bindings))
            (match pattern items (cons (cons name (reverse taken)) bindings)))
        (and (pair? items)
             (match-several name pattern (cdr items) (cons (car items) taken) bindings)))))

(define units
  (let ((names (vector 'a 'b 'c 'd 'e 'f 'g)))
    (let loop ((i 0) (found '()))
      (if (= i 200)
          found
          (let ((name (lambda (k) (vector-ref names (modulo (+ (* i k) k) 7)))))
            (loop (+ i 1)
                  (cons (list (name 1) (name 2) (list (name 3) (name 4) (list (name 5))) (name 6) (name 1) (name 2) i)
                        found)))))))

(define patterns
  '((*a ?b ?b *c)
    (?a ?b (?c *a) *b ?a ?b *c)
    (*a c *b (*c) d *d)
    (*a (?b ?c *b) *c ?c *d)
    (*a (?b ?c (?a)) *b ?a *c)))

(define (count-matches)
  (let loop ((patterns patterns) (counts '()))
    (if (null? patterns)
        (reverse counts)
        (loop (cdr patterns)
              (cons (let count ((units units) (found 0))
                      (cond ((null? units) found)
                            ((match (car patterns) (car units) '()) (count (cdr units) (+ found 1)))
                            (else (count (cdr units) found))))
                    counts)))))

(measure 800 count-matches '(28 200 0 28 28))
