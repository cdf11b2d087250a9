;; Vectors, matrices and tensors as values of a program with lists, strings and closures.

(define (show label value)
  (display (string-append label ": "))
  (display value)
  (newline))

;; The examples of the language specification, sections 7.1 to 7.3.
(define v1 (vector<float64> 1.0 2.0 3.0))
(define v2 (vector<float64> 4.0 5.0 6.0))
(show "sum" (vector-add v1 v2))
(show "dot" (vector-dot v1 v2))
(show "magnitude" (vector-magnitude v1))
(show "unit" (vector-normalize v1))
(define m1 (matrix<float64> (vector<float64> 1.0 2.0) (vector<float64> 3.0 4.0)))
(define m2 (matrix<float64> (vector<float64> 5.0 6.0) (vector<float64> 7.0 8.0)))
(show "matrix sum" (matrix-add m1 m2))
(show "matrix product" (matrix-multiply m1 m2))
(define t1 (make-tensor '(2 2 2) 0.0))
(tensor-set! t1 0 0 0 1.0)
(tensor-set! t1 1 1 1 2.0)
(show "tensor sum" (tensor-add t1 (make-tensor '(2 2 2) 1.0)))

;; Scheme vectors stay exact.
(show "exact" (vector-add (vector 1 1/2) (vector 2 1/3)))
(show "exact magnitude" (vector-magnitude (vector 3 4)))
(show "cross" (vector-cross (vector 1 0 0) (vector 0 1 0)))

;; Procedures over numbers take tensors.
(show "broadcast" (+ (tensor '(2 1) '(10 20)) (arange 3)))
(show "compared" (>= (tensor '(3) '(1 -2 3)) 0))
(show "all" (all (>= (tensor '(3) '(1 -2 3)) 0)))
(show "by rows" (sum m1 :axis 1))
(show "closures" (vector-map (lambda (x) (* x x)) v1))
(show "in a list" (list 'row (matrix-row m1 0) "text"))

;; Power iteration: a matrix, a loop and a list of what happens.
(define (dominant-eigenvalue m steps)
  (let loop ([v (ones (matrix-rows m))] [step 0] [estimates '()])
    (if (= step steps)
        (reverse estimates)
        (let ([next (matmul m v)])
          (loop (vector-normalize next)
                (+ step 1)
                (cons (/ (round (* 1000 (/ (dot v next) (dot v v)))) 1000) estimates))))))
(show "eigenvalue" (dominant-eigenvalue (matrix (vector 2.0 1.0) (vector 1.0 3.0)) 6))

;; Tensors as keys, as what is read and written, and errors as conditions.
(define table (make-equal-hash-table))
(hash-table-set! table (tensor '(2) '(1 2)) "found")
(show "key" (hash-table-ref/default table (arange 1 3) "missing"))
(define text (call-with-output-string (lambda (port) (write m1 port))))
(show "written" text)
(show "read back" (equal? m1 (read (open-input-string text))))
(show "large" (zeros '(2 1000)))
(define (message thunk)
  (call/cc (lambda (return)
             (with-exception-handler
               (lambda (e) (return (condition/report-string e)))
               thunk))))
(show "error" (message (lambda () (tensor-add (ones '(2 3)) (ones '(4))))))
(show "error" (message (lambda () (matmul m1 v1))))
(show "error" (message (lambda () (tensor-ref m1 0 2))))
(show "error" (message (lambda () (+ m1 'x))))
