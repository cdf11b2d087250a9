;;; Complete binary trees of many depths, most of them short-lived: allocation and collection of vectors.

(import (scheme base) (scheme write) (scheme time))
(include "measure.scm")

(define (make-tree depth)
  (if (= depth 0)
      (vector #f #f)
      (vector (make-tree (- depth 1)) (make-tree (- depth 1)))))

(define (count-nodes tree)
  (if (vector-ref tree 0)
      (+ 1 (count-nodes (vector-ref tree 0)) (count-nodes (vector-ref tree 1)))
      1))

;; The nodes of a tree that lives long, and of all trees that do not.
(define (work deepest)
  (let ((long-lived (make-tree deepest)))
    (let depths ((depth 4) (total 0))
      (if (> depth deepest)
          (list (count-nodes long-lived) total)
          (let trees ((left (expt 2 (- deepest depth))) (total total))
            (if (= left 0)
                (depths (+ depth 2) total)
                (trees (- left 1) (+ total (count-nodes (make-tree depth))))))))))

;; A tree of depth d has 2^(d + 1) - 1 nodes; for d = 4, 6, .. 16 there are 2^(16 - d) trees.
(measure 24
         (lambda () (work (opaque 16)))
         (list (- (expt 2 17) 1)
               (- (* 7 (expt 2 17)) (+ 1 4 16 64 256 1024 4096))))
