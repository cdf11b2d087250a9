;; SRFI 133, vectors.  What is not here is in the language.

(define-library (srfi 133)
  (import (except (core) vector-fold-right vector-count vector-index))
  (export
    make-vector vector vector-unfold vector-unfold-right vector-copy vector-reverse-copy vector-append
    vector-concatenate vector-append-subvectors
    vector? vector-empty? vector=
    vector-ref vector-length
    vector-fold vector-fold-right vector-map vector-map! vector-for-each vector-count vector-cumulate
    vector-index vector-index-right vector-skip vector-skip-right vector-binary-search vector-any vector-every
    vector-partition
    vector-set! vector-swap! vector-fill! vector-reverse! vector-copy! vector-reverse-copy! vector-unfold!
    vector-unfold-right!
    vector->list reverse-vector->list list->vector reverse-list->vector vector->string string->vector)
  (begin
    (define (vector-unfold! f v start end . seeds)
      (let loop ((index start) (seeds seeds))
        (if (< index end)
            (let-values (((item . seeds) (apply f index seeds)))
              (vector-set! v index item)
              (loop (+ index 1) seeds)))))

    (define (vector-unfold-right! f v start end . seeds)
      (let loop ((index (- end 1)) (seeds seeds))
        (if (>= index start)
            (let-values (((item . seeds) (apply f index seeds)))
              (vector-set! v index item)
              (loop (- index 1) seeds)))))

    (define (vector-unfold f length . seeds)
      (let ((v (make-vector length)))
        (apply vector-unfold! f v 0 length seeds)
        v))

    (define (vector-unfold-right f length . seeds)
      (let ((v (make-vector length)))
        (apply vector-unfold-right! f v 0 length seeds)
        v))

    (define (vector-reverse-copy v . range)
      (let ((copy (apply vector-copy v range)))
        (vector-reverse! copy)
        copy))

    (define (vector-concatenate vectors) (apply vector-append vectors))

    (define (vector-append-subvectors . parts)
      (let loop ((parts parts) (copies '()))
        (if (null? parts)
            (vector-concatenate (reverse copies))
            (loop (list-tail parts 3) (cons (vector-copy (car parts) (cadr parts) (caddr parts)) copies)))))

    (define (vector-empty? v) (= (vector-length v) 0))

    (define (vector= same? . vectors)
      (or
        (null? vectors)
        (let next ((former (car vectors)) (others (cdr vectors)))
          (or
            (null? others)
            (and
              (= (vector-length former) (vector-length (car others)))
              (vector-every same? former (car others))
              (next (car others) (cdr others)))))))

    ;; The number of elements of the shortest, and the elements at an index.
    (define (common-length vectors) (apply min (map vector-length vectors)))
    (define (elements vectors index) (map (lambda (v) (vector-ref v index)) vectors))

    (define (vector-fold-right f initial . vectors)
      (let loop ((index (- (common-length vectors) 1)) (result initial))
        (if (< index 0) result (loop (- index 1) (apply f result (elements vectors index))))))

    (define (vector-map! f v . more)
      (let ((vectors (cons v more)))
        (do ((index 0 (+ index 1))) ((= index (common-length vectors)))
          (vector-set! v index (apply f (elements vectors index))))))

    (define (vector-count wanted? . vectors)
      (let ((end (common-length vectors)))
        (do ((index 0 (+ index 1))
             (count 0 (if (apply wanted? (elements vectors index)) (+ count 1) count)))
            ((= index end) count))))

    (define (vector-cumulate f initial v)
      (let ((result (make-vector (vector-length v))))
        (do ((index 0 (+ index 1)) (sum initial (vector-ref result index))) ((= index (vector-length v)) result)
          (vector-set! result index (f sum (vector-ref v index))))))

    (define (vector-index wanted? . vectors)
      (let ((end (common-length vectors)))
        (let loop ((index 0))
          (cond
            ((= index end) #f)
            ((apply wanted? (elements vectors index)) index)
            (else (loop (+ index 1)))))))

    (define (vector-index-right wanted? . vectors)
      (let loop ((index (- (common-length vectors) 1)))
        (cond
          ((< index 0) #f)
          ((apply wanted? (elements vectors index)) index)
          (else (loop (- index 1))))))

    (define (vector-skip unwanted? . vectors) (apply vector-index (complement unwanted?) vectors))
    (define (vector-skip-right unwanted? . vectors) (apply vector-index-right (complement unwanted?) vectors))

    (define (vector-any wanted? . vectors)
      (let ((end (common-length vectors)))
        (let loop ((index 0))
          (and (< index end) (or (apply wanted? (elements vectors index)) (loop (+ index 1)))))))

    (define (vector-every wanted? . vectors)
      (let ((end (common-length vectors)))
        (let loop ((index 0) (last #t))
          (if (= index end)
              last
              (let ((answer (apply wanted? (elements vectors index)))) (and answer (loop (+ index 1) answer)))))))

    (define (vector-partition wanted? v)
      (let-values (((wanted others) (partition wanted? (vector->list v))))
        (values (list->vector (append wanted others)) (length wanted))))

    (define (vector-swap! v i j)
      (let ((item (vector-ref v i)))
        (vector-set! v i (vector-ref v j))
        (vector-set! v j item)))

    (define vector-reverse!
      (case-lambda
        ((v) (vector-reverse! v 0 (vector-length v)))
        ((v start) (vector-reverse! v start (vector-length v)))
        ((v start end)
         (do ((low start (+ low 1)) (high (- end 1) (- high 1))) ((>= low high))
           (vector-swap! v low high)))))

    (define (vector-reverse-copy! to at from . range)
      (vector-copy! to at (apply vector-reverse-copy from range)))

    (define (reverse-vector->list v . range) (reverse (apply vector->list v range)))
    (define (reverse-list->vector items) (list->vector (reverse items)))))
