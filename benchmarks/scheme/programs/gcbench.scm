;;; Trees built from the top down and from the bottom up beside a large vector and a tree that stay alive:
;;; what a collector does with old objects that are changed.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define-record-type node
  (make-node left right)
  node?
  (left node-left set-node-left!)
  (right node-right set-node-right!))

;; Hangs subtrees below a node that exists already.
(define (populate! node depth)
  (when (> depth 0)
    (set-node-left! node (make-node #f #f))
    (set-node-right! node (make-node #f #f))
    (populate! (node-left node) (- depth 1))
    (populate! (node-right node) (- depth 1))))

(define (top-down depth)
  (let ((root (make-node #f #f)))
    (populate! root depth)
    root))

(define (bottom-up depth)
  (if (= depth 0)
      (make-node #f #f)
      (make-node (bottom-up (- depth 1)) (bottom-up (- depth 1)))))

(define (count-nodes node)
  (if node
      (+ 1 (count-nodes (node-left node)) (count-nodes (node-right node)))
      0))

(define (work long-depth)
  (let ((long-lived (top-down long-depth))
        (numbers (make-vector 100000 0.0)))
    (do ((i 1 (+ i 1))) ((= i (vector-length numbers)))
      (vector-set! numbers i (/ 1.0 i)))
    (let loop ((depth 4) (total 0))
      (if (<= depth (- long-depth 2))
          (let trees ((left (expt 2 (- long-depth depth))) (total total))
            (if (= left 0)
                (loop (+ depth 2) total)
                (trees (- left 1)
                       (+ total (count-nodes (top-down depth)) (count-nodes (bottom-up depth))))))
          (list (count-nodes long-lived) total (rounded (vector-ref numbers 1000) 6))))))

;; As for binarytrees: depths 4, 6, .. 14, each tree built in both ways.
(measure 10
         (lambda () (work (opaque 16)))
         (list (- (expt 2 17) 1)
               (* 2 (- (* 6 (expt 2 17)) (+ 4 16 64 256 1024 4096)))
               1000))
