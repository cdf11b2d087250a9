;; Continuations whose frames have left the stack: entered again from other depths, in turns, through
;; handlers and winders that were left in between.

(import (scheme base) (scheme write))

(define (show . items)
  (for-each (lambda (item) (display item) (display " ")) items)
  (newline))

;; A coroutine: each call runs the body to its next yield.
(define (coroutine body)
  (define return #f)
  (define (resume value)
    (body (lambda (item)
            (call/cc
             (lambda (k)
               (set! resume k)
               (return item)))))
    (return 'end))
  (lambda (value)
    (call/cc
     (lambda (k)
       (set! return k)
       (resume value)))))

;; Deep below its start when it yields, at ever other depths.
(define (deep-body yield)
  (let walk ((n 300))
    (if (= n 0)
        0
        (let* ((got (if (= 0 (modulo n 100)) (yield n) 0))
               (below (walk (- n 1))))
          (when (= 0 (modulo n 150)) (yield (list 'up n below)))
          (+ below got 1)))))

(define first (coroutine deep-body))
(define second (coroutine (lambda (yield) (yield 'a) (deep-body yield) (yield 'b))))
(let loop ((i 1))
  (let* ((x (first i)) (y (second i)))
    (show i x y)
    (if (< i 9) (loop (+ i 1)))))

;; A guard around a yield: what is raised after the resumption, from another depth, comes to it.
(define guarded
  (coroutine
   (lambda (yield)
     (let ((caught (guard (e ((symbol? e) (list 'caught e)))
                     (let ((got (yield 1)))
                       (yield (+ got 1))
                       (raise 'problem)))))
       (yield caught)
       (yield 'after)))))
(define (from-depth n value)
  (if (= n 0) (guarded value) (car (list (from-depth (- n 1) value)))))
(show (guarded 0))
(show (from-depth 200 10))
(show (from-depth 5 0))
(show (from-depth 1000 0))
(show (guarded 0))

;; The calls of dynamic-wind around a place that is entered three times.
(define trace '())
(define (note item) (set! trace (cons item trace)))
(let ((again #f) (times 0))
  (dynamic-wind
   (lambda () (note 'in))
   (lambda ()
     (let ((value (call/cc (lambda (k) (set! again k) 0))))
       (note value)))
   (lambda () (note 'out)))
  (set! times (+ times 1))
  (if (< times 3) (from-depth 0 (again times))))
(show (reverse trace))

;; map is entered again in the middle: lists that were made already do not change.
(define (choices)
  (let ((k #f) (results '()) (count 0))
    (let ((list (map (lambda (x)
                       (call/cc (lambda (c) (if (= x 2) (set! k c)) x)))
                     '(1 2 3))))
      (set! results (cons list results))
      (set! count (+ count 1))
      (if (< count 3) (k (* count 10)))
      (reverse results))))
(show (choices))

;; Within each other, and left in an order that is not theirs.
(define kept '())
(define (nest n)
  (if (= n 0)
      0
      (+ n (call/cc (lambda (k) (set! kept (cons k kept)) (nest (- n 1)))))))
(define totals '())
(let ((total (nest 4)))
  (set! totals (cons total totals))
  (let ((ks kept))
    (case (length totals)
      ((1) ((list-ref ks 2) 100))
      ((2) ((list-ref ks 0) 1000))
      ((3) ((list-ref ks 3) 10000))
      (else (show (reverse totals))))))

;; The continuation of a last call is the (opaque 1) of its caller: a loop through call/cc takes no more stack.
(define (count-down n)
  (call/cc (lambda (k) (if (= n 0) (k 'done) (count-down (- n 1))))))
(show (count-down 200000))

;; A continuation is entered by calls that are not the last of their procedures, from frames of several sizes,
;; one of which ends where that of the continuation ended.
(define captured #f)
(define (entered enter)
  (let ((value (call/cc (lambda (k) (set! captured k) 0))))
    (if (= value 0) (car (enter captured)) value)))
(define (opaque x) (if (vector? captured) #f x))
(define (enter-with-0 k) (list 'no (k 10)))
(define (enter-with-1 k a) (list 'no (k 11) a))
(define (enter-with-2 k a b) (list 'no (k 12) a b))
(define (enter-with-3 k a b c) (list 'no (k 13) a b c))
(define (enter-with-4 k a b c d) (list 'no (k 14) a b c d))
(define (enter-with-5 k a b c d e) (list 'no (k 15) a b c d e))
(show (entered (opaque (lambda (k) (enter-with-0 k))))
      (entered (opaque (lambda (k) (enter-with-1 k (opaque 9)))))
      (entered (opaque (lambda (k) (enter-with-2 k (opaque 1) (opaque 9)))))
      (entered (opaque (lambda (k) (enter-with-3 k (opaque 1) (opaque 2) (opaque 9)))))
      (entered (opaque (lambda (k) (enter-with-4 k (opaque 1) (opaque 2) (opaque 3) (opaque 9)))))
      (entered (opaque (lambda (k) (enter-with-5 k (opaque 1) (opaque 2) (opaque 3) (opaque 4) (opaque 9))))))
