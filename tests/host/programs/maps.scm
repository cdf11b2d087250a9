;; An inventory: each change makes another map, so that all states remain.

(define empty {:items {} :changes 0})

(define (changed inventory item amount)
  (mapping-set inventory
    :items (mapping-update/default inventory.items item (lambda (n) (+ n amount)) 0)
    :changes (+ inventory.changes 1)))

(define (states changes)
  (let loop ([state empty] [rest changes] [states '()])
    (if (null? rest)
        (reverse (cons state states))
        (loop (changed state (car (car rest)) (cdr (car rest))) (cdr rest) (cons state states)))))

(define history (states '(("bolt" . 10) ("nut" . 4) ("bolt" . -3) (washer . 7))))
(for-each (lambda (state) (write state) (newline)) history)

;; Maps as keys, whatever the order of their own.
(define seen (make-equal-hash-table))
(define (visit! m) (hash-table-update!/default seen m (lambda (n) (+ n 1)) 0))
(for-each visit! (list {:x 1 :y 2} {:y 2 :x 1} {:x 1} '{:y 2 :x 1} (mapping ':x 1 ':y 2)))
(write (hash-table->alist seen))
(newline)

;; Reading what was written.
(define text (with-output-to-string (lambda () (write history))))
(write (equal? history (read (open-input-string text))))
(newline)

;; Many keys.
(define squares (alist->mapping (map (lambda (i) (cons i (* i i))) (iota 500))))
(write (list (mapping-ref squares 499) (mapping-ref/default squares 500 'none)
             (mapping-fold (lambda (k v sum) (+ sum v)) 0 (mapping-filter (lambda (k v) (odd? k)) squares))))
(newline)

(define (report settings)
  (guard (e [#t (write-string (error-object-message e)) (newline)])
    (write (* settings.width settings.height))
    (newline)))
(report {:width 3 :height 4})
(report {:width 3 :hieght 4})
