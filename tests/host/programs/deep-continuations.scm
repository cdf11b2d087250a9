;; Continuations of many frames, which are entered again and again, in part or as a whole.

(import (scheme base) (scheme write))

(define (show . things)
  (for-each display things)
  (newline))

;; A generator deep in recursion, which goes down and comes back up between two items.
(define (make-generator walk)
  (define return #f)
  (define (resume)
    (walk (lambda (item)
            (call-with-current-continuation
             (lambda (k)
               (set! resume (lambda () (k item)))
               (return item)))))
    (return 'done))
  (lambda ()
    (call-with-current-continuation
     (lambda (k)
       (set! return k)
       (resume)))))

(define (down-and-up n yield)
  (if (> n 0)
      (+ (yield n) (down-and-up (- n 1) yield) (yield (- n)))
      0))

(define (drain generator)
  (let loop ((sum 0) (squares 0) (count 0))
    (let ((item (generator)))
      (if (eq? item 'done)
          (list sum squares count)
          (loop (+ sum item) (+ squares (* item item)) (+ count 1))))))

(show (drain (make-generator (lambda (yield) (down-and-up 1000 yield)))))

;; Two of them in turns.
(define (same-items a b)
  (let loop ((count 0))
    (let ((x (a)) (y (b)))
      (cond ((not (eqv? x y)) (list 'differ count))
            ((eq? x 'done) count)
            (else (loop (+ count 1)))))))
(show (same-items (make-generator (lambda (yield) (down-and-up 300 yield)))
                  (make-generator (lambda (yield) (down-and-up 300 yield)))))

;; The continuations of all depths, each entered several times, in an order that is neither that of calls nor
;; that of returns.
(define depth 400)
(define places (make-vector (+ depth 1) #f))
(define entries 0)
(define finish #f)

(define (sum-down n)
  (if (= n 0)
      0
      (+ n (call-with-current-continuation
            (lambda (k)
              (vector-set! places n k)
              (sum-down (- n 1)))))))

(define (sum-from n) (/ (* (- (+ depth n) 0) (+ (- depth n) 1)) 2))

(define (check-entries)
  (let ((wrong 0))
    (do ((i 0 (+ i 1)))
        ((= i 1000) wrong)
      (let* ((n (+ 1 (modulo (* i 171) depth)))
             (value (call-with-current-continuation
                     (lambda (k)
                       (set! finish k)
                       ((vector-ref places n) i)))))
        (if (not (= value (+ i (sum-from n))))
            (set! wrong (+ wrong 1)))))))

(let ((total (sum-down depth)))
  (if finish
      (finish total)
      (begin
        (show total)
        (show (check-entries)))))

;; More arguments than there are registers, and tail calls between procedures with many and with few.
(define saved #f)
(define again 0)
(define (many a b c d e f g h i j k l m n)
  (if (= a 0)
      (few b c)
      (+ a n (many (- a 1) c d e f g h i j k l m n b))))
(define (few a b)
  (if (odd? a)
      (most a b 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20)
      (call-with-current-continuation (lambda (k) (set! saved k) (+ a b)))))
(define (most a b c d e f g h i j k l m n o p q r s t u v)
  (few (+ a c) (+ b v (- v 20))))

(let ((value (many 200 1 2 3 4 5 6 7 8 9 10 11 12 13)))
  (show value)
  (set! again (+ again 1))
  (if (< again 4)
      (saved (* again 1000))))

;; Errors that are handled by frames which have to come back for that.
(define entered 0)
(define inside #f)
(define (guarded n)
  (if (= n 0)
      (let ((value (call-with-current-continuation (lambda (k) (set! inside k) 0))))
        (if (< value 0)
            (raise value)
            value))
      (+ 1
         (if (= 0 (modulo n 50))
             (guard (e ((and (number? e) (= (modulo (- e) 200) (modulo n 200))) (* 1000 n)))
               (guarded (- n 1)))
             (guarded (- n 1))))))

(let ((value (guarded 300)))
  (show value)
  (set! entered (+ entered 1))
  (case entered
    ((1) (inside 7))
    ((2) (inside -50))
    ((3) (inside -100))
    ((4) (inside -150))
    ((5) (inside 1))))

;; dynamic-wind around frames that come and go.
(define trace '())
(define (note what) (set! trace (cons what trace)))
(define (wound n yield)
  (if (= n 0)
      (yield 0)
      (begin
        (if (= 0 (modulo n 40))
            (dynamic-wind (lambda () (note (list 'in n))) (lambda () (wound (- n 1) yield)) (lambda () (note (list 'out n))))
            (wound (- n 1) yield))
        (if (= 0 (modulo n 60)) (yield n)))))
(show (drain (make-generator (lambda (yield) (wound 120 yield)))))
(show (reverse trace))
