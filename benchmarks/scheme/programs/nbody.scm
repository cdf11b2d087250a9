;;; The sun and the large planets, moved in small steps: flonums in vectors.

(import (scheme base) (scheme write) (scheme time) (scheme inexact))
(include "measure.scm")

(define pi (* 4.0 (atan 1.0)))
(define solar-mass (* 4.0 pi pi))
(define days-per-year 365.24)

;; A body is a vector: position, velocity (per year), mass.
(define (body x y z vx vy vz mass)
  (vector x y z (* vx days-per-year) (* vy days-per-year) (* vz days-per-year) (* mass solar-mass)))

(define (make-system)
  (let ((bodies
         (list (body 0.0 0.0 0.0 0.0 0.0 0.0 1.0)
               (body 4.84143144246472090e+00 -1.16032004402742839e+00 -1.03622044471123109e-01
                     1.66007664274403694e-03 7.69901118419740425e-03 -6.90460016972063023e-05
                     9.54791938424326609e-04)
               (body 8.34336671824457987e+00 4.12479856412430479e+00 -4.03523417114321381e-01
                     -2.76742510726411e-03 4.99852801234917238e-03 2.30417297573763929e-05
                     2.85885980666130812e-04)
               (body 1.28943695621391310e+01 -1.51111514016986312e+01 -2.23307578892655734e-01
                     2.96460137564761618e-03 2.37847173959480950e-03 -2.96589568540237556e-05
                     4.36624404335156298e-05)
               (body 1.53796971148509165e+01 -2.59193146099879641e+01 1.79258772950371181e-01
                     2.68067772490389322e-03 1.62824170038242295e-03 -9.51592254519715870e-05
                     5.15138902046611451e-05))))
    (let ((sun (car bodies)))
      (do ((axis 3 (+ axis 1))) ((= axis 6))
        (vector-set! sun axis
                     (- (/ (apply + (map (lambda (b) (* (vector-ref b axis) (vector-ref b 6))) bodies))
                           solar-mass)))))
    bodies))

(define (attract! a b dt)
  (let* ((dx (- (vector-ref a 0) (vector-ref b 0)))
         (dy (- (vector-ref a 1) (vector-ref b 1)))
         (dz (- (vector-ref a 2) (vector-ref b 2)))
         (square (+ (* dx dx) (* dy dy) (* dz dz)))
         (factor (/ dt (* square (sqrt square))))
         (pull-a (* factor (vector-ref b 6)))
         (pull-b (* factor (vector-ref a 6))))
    (vector-set! a 3 (- (vector-ref a 3) (* dx pull-a)))
    (vector-set! a 4 (- (vector-ref a 4) (* dy pull-a)))
    (vector-set! a 5 (- (vector-ref a 5) (* dz pull-a)))
    (vector-set! b 3 (+ (vector-ref b 3) (* dx pull-b)))
    (vector-set! b 4 (+ (vector-ref b 4) (* dy pull-b)))
    (vector-set! b 5 (+ (vector-ref b 5) (* dz pull-b)))))

(define (move! a dt)
  (vector-set! a 0 (+ (vector-ref a 0) (* dt (vector-ref a 3))))
  (vector-set! a 1 (+ (vector-ref a 1) (* dt (vector-ref a 4))))
  (vector-set! a 2 (+ (vector-ref a 2) (* dt (vector-ref a 5)))))

(define (advance! bodies dt)
  (let loop ((rest bodies))
    (unless (null? rest)
      (let ((a (car rest)))
        (let pairs ((others (cdr rest)))
          (unless (null? others)
            (attract! a (car others) dt)
            (pairs (cdr others))))
        (move! a dt)
        (loop (cdr rest))))))

(define (energy bodies)
  (define (kinetic a)
    (* 0.5 (vector-ref a 6)
       (+ (* (vector-ref a 3) (vector-ref a 3))
          (* (vector-ref a 4) (vector-ref a 4))
          (* (vector-ref a 5) (vector-ref a 5)))))
  (define (potential a b)
    (let ((dx (- (vector-ref a 0) (vector-ref b 0)))
          (dy (- (vector-ref a 1) (vector-ref b 1)))
          (dz (- (vector-ref a 2) (vector-ref b 2))))
      (/ (* (vector-ref a 6) (vector-ref b 6))
         (sqrt (+ (* dx dx) (* dy dy) (* dz dz))))))
  (let loop ((rest bodies) (total 0.0))
    (if (null? rest)
        total
        (loop (cdr rest)
              (let pairs ((others (cdr rest)) (total (+ total (kinetic (car rest)))))
                (if (null? others)
                    total
                    (pairs (cdr others) (- total (potential (car rest) (car others))))))))))

(define (energy-after steps)
  (let ((bodies (make-system)))
    (do ((i 0 (+ i 1))) ((= i steps) (energy bodies))
      (advance! bodies 0.01))))

;; The published energy after so many steps.
(measure 1 (lambda () (rounded (energy-after (opaque 500000)) 9)) -169096567)
