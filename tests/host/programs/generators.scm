;; Generators by re-entrant continuations: one per traversal, advanced in turns.
(import (scheme base) (scheme write))

(define (make-generator producer)
  (define return #f)
  (define (start)
    (producer (lambda (value)
                (call/cc (lambda (resume)
                           (set! start (lambda () (resume #f)))
                           (return value)))))
    (set! start (lambda () (return (eof-object))))
    (start))
  (lambda ()
    (call/cc (lambda (k)
               (set! return k)
               (start)))))

(define (tree-leaves tree)
  (make-generator
   (lambda (yield)
     (let walk ((node tree))
       (cond ((pair? node) (walk (car node)) (walk (cdr node)))
             ((not (null? node)) (yield node)))))))

(define (integers-from n)
  (make-generator (lambda (yield) (let loop ((i n)) (yield i) (loop (+ i 1))))))

(define (take-from generator n)
  (if (= n 0)
      '()
      (let ((value (generator)))
        (if (eof-object? value) '() (cons value (take-from generator (- n 1)))))))

(define (zip-generators a b)
  (make-generator
   (lambda (yield)
     (let loop ()
       (let ((x (a)) (y (b)))
         (unless (or (eof-object? x) (eof-object? y))
           (yield (cons x y))
           (loop)))))))

(define leaves (tree-leaves '(a (b (c d)) ((e) f))))
(write (take-from leaves 2)) (newline)
(write (take-from leaves 10)) (newline)
(write (eof-object? (leaves))) (newline)
(write (take-from (zip-generators (tree-leaves '((x y) z)) (integers-from 10)) 10)) (newline)
(define numbers (integers-from 1))
(write (let loop ((i 0) (sum 0)) (if (= i 10000) sum (loop (+ i 1) (+ sum (numbers)))))) (newline)
