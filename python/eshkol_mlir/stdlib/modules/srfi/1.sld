;; SRFI 1, lists.  Most of it is in the language; the rest is here.
;; Procedures that may change their arguments, as `filter!`, are those that do not.

(define-library (srfi 1)
  (import (core))
  (export
    ;; Constructors and predicates
    cons list xcons cons* make-list list-tabulate list-copy circular-list iota
    pair? null? proper-list? circular-list? dotted-list? not-pair? null-list? list=
    ;; Selectors
    car cdr caar cadr cdar cddr caaar caadr cadar caddr cdaar cdadr cddar cdddr caaaar caaadr caadar caaddr cadaar
    cadadr caddar cadddr cdaaar cdaadr cdadar cdaddr cddaar cddadr cdddar cddddr list-ref first second third fourth
    fifth sixth seventh eighth ninth tenth car+cdr take drop take-right drop-right take! drop-right! split-at split-at!
    last last-pair
    ;; Length, append, zip
    length length+ append append! concatenate concatenate! reverse reverse! append-reverse append-reverse!
    zip unzip1 unzip2 unzip3 unzip4 unzip5 count
    ;; Folds and maps
    fold fold-right pair-fold pair-fold-right reduce reduce-right unfold unfold-right
    map map! map-in-order for-each pair-for-each append-map append-map! filter-map
    ;; Searching
    filter filter! partition partition! remove remove! find find-tail any every list-index
    take-while take-while! drop-while span span! break break! memq memv member
    delete delete! delete-duplicates delete-duplicates!
    ;; Association lists and sets
    assq assv assoc alist-cons alist-copy alist-delete alist-delete!
    lset<= lset= lset-adjoin lset-union lset-union! lset-intersection lset-intersection! lset-difference
    lset-difference! lset-xor lset-xor! lset-diff+intersection lset-diff+intersection!
    set-car! set-cdr!)
  (begin
    (define (xcons a b) (cons b a))

    (define (circular-list first . rest)
      (let ((items (cons first rest)))
        (set-cdr! (last-pair items) items)
        items))

    ;; What is behind the last pair, or the mark where there is none.  The second pointer goes half as fast.
    (define circular (list 'circular))
    (define (end-of items)
      (let loop ((fast items) (slow items))
        (cond
          ((not (pair? fast)) fast)
          ((not (pair? (cdr fast))) (cdr fast))
          ((eq? (cddr fast) (cdr slow)) circular)
          (else (loop (cddr fast) (cdr slow))))))

    (define (proper-list? x) (null? (end-of x)))
    (define (circular-list? x) (eq? (end-of x) circular))
    (define (dotted-list? x) (not (or (proper-list? x) (circular-list? x))))

    (define (not-pair? x) (not (pair? x)))

    (define (null-list? items)
      (cond
        ((pair? items) #f)
        ((null? items) #t)
        (else (error "null-list?: argument 1 must be a list" items))))

    (define (in-order? related? lists)
      (or
        (null? lists)
        (let next ((former (car lists)) (others (cdr lists)))
          (or (null? others) (and (related? former (car others)) (next (car others) (cdr others)))))))

    (define (list= same? . lists) (in-order? (lambda (a b) (same-elements? same? a b)) lists))

    (define (same-elements? same? a b)
      (cond
        ((null-list? a) (null-list? b))
        ((null-list? b) #f)
        (else (and (same? (car a) (car b)) (same-elements? same? (cdr a) (cdr b))))))

    (define (car+cdr pair) (values (car pair) (cdr pair)))

    (define (take-right items count)
      (let loop ((rest items) (ahead (drop items count)))
        (if (pair? ahead) (loop (cdr rest) (cdr ahead)) rest)))

    (define (drop-right items count)
      (let loop ((rest items) (ahead (drop items count)) (kept '()))
        (if (pair? ahead) (loop (cdr rest) (cdr ahead) (cons (car rest) kept)) (reverse kept))))

    (define (split-at items count) (values (take items count) (drop items count)))
    (define take! take)
    (define drop-right! drop-right)
    (define split-at! split-at)

    (define (length+ items) (if (circular-list? items) #f (length items)))
    (define (concatenate lists) (apply append lists))
    (define concatenate! concatenate)
    (define append-reverse! append-reverse)

    (define (unzip1 lists) (map first lists))
    (define (unzip2 lists) (values (map first lists) (map second lists)))
    (define (unzip3 lists) (values (map first lists) (map second lists) (map third lists)))
    (define (unzip4 lists) (values (map first lists) (map second lists) (map third lists) (map fourth lists)))
    (define (unzip5 lists)
      (values (map first lists) (map second lists) (map third lists) (map fourth lists) (map fifth lists)))

    ;; The rests are taken first, so that f may change the pairs.
    (define (pair-fold f initial . lists)
      (let loop ((lists lists) (result initial))
        (if (every pair? lists)
            (let ((rests (map cdr lists))) (loop rests (apply f (append lists (list result)))))
            result)))

    (define (pair-fold-right f initial . lists)
      (let loop ((lists lists))
        (if (every pair? lists) (apply f (append lists (list (loop (map cdr lists))))) initial)))

    (define (pair-for-each f . lists)
      (let loop ((lists lists))
        (if (every pair? lists)
            (let ((rests (map cdr lists)))
              (apply f lists)
              (loop rests)))))

    (define (map-in-order f . lists)
      (let loop ((lists lists) (made '()))
        (if (every pair? lists) (loop (map cdr lists) (cons (apply f (map car lists)) made)) (reverse made))))

    (define map! map)
    (define append-map! append-map)
    (define filter! filter)
    (define partition! partition)
    (define remove! remove)
    (define take-while! take-while)

    (define (span wanted? items) (values (take-while wanted? items) (drop-while wanted? items)))
    (define (break wanted? items) (span (lambda (item) (not (wanted? item))) items))
    (define span! span)
    (define break! break)
    (define delete! delete)
    (define delete-duplicates! delete-duplicates)

    (define (alist-cons key value entries) (cons (cons key value) entries))
    (define (alist-copy entries)
      (map (lambda (entry) (if (pair? entry) (cons (car entry) (cdr entry)) entry)) entries))
    (define alist-delete
      (case-lambda
        ((key entries) (alist-delete key entries equal?))
        ((key entries same?) (remove (lambda (entry) (same? key (car entry))) entries))))
    (define alist-delete! alist-delete)

    (define (subset? same? a b) (every (lambda (item) (member item b same?)) a))

    (define (lset<= same? . lists) (in-order? (lambda (a b) (subset? same? a b)) lists))

    ;; The second comparison gets its arguments as the first does, those of the earlier list first.
    (define (lset= same? . lists)
      (in-order? (lambda (a b) (and (subset? same? a b) (subset? (lambda (y x) (same? x y)) b a))) lists))

    (define (lset-adjoin same? items . added)
      (fold (lambda (item set) (if (member item set (lambda (x y) (same? y x))) set (cons item set))) items added))

    (define (lset-union same? . lists)
      (reduce
        (lambda (items set)
          (cond
            ((or (null? items) (eq? items set)) set)
            ((null? set) items)
            (else (apply lset-adjoin same? set items))))
        '()
        lists))

    (define (lset-intersection same? items . lists)
      (filter (lambda (item) (every (lambda (other) (member item other same?)) lists)) items))

    (define (lset-difference same? items . lists)
      (remove (lambda (item) (any (lambda (other) (member item other same?)) lists)) items))

    (define (lset-diff+intersection same? items . lists)
      (partition (lambda (item) (not (any (lambda (other) (member item other same?)) lists))) items))

    (define (lset-xor same? . lists)
      (reduce
        (lambda (b a)
          (let-values (((only-in-a common) (lset-diff+intersection same? a b)))
            (cond
              ((null? only-in-a) (lset-difference same? b a))
              ((null? common) (append b a))
              (else (fold (lambda (item set) (if (member item common same?) set (cons item set))) only-in-a b)))))
        '()
        lists))

    (define lset-union! lset-union)
    (define lset-intersection! lset-intersection)
    (define lset-difference! lset-difference)
    (define lset-xor! lset-xor)
    (define lset-diff+intersection! lset-diff+intersection)))
