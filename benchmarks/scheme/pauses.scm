;;; How long a program that allocates all the time is stopped, and what memory it keeps:
;;;
;;;     eshkol run benchmarks/scheme/pauses.scm [seconds [live]]
;;;
;;; Steps of the same work, each a list of 1000 vectors, are done for so many seconds, by default 60, first without
;;; regions and then with one for each step, beside so many live vectors, by default 100000.  The time of
;;; the longest step is processor time, which other processes are no part of: a collection was in it.

(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (scheme process-context))

(define vectors-per-step 1000)
;; A pair of 16 bytes and a vector of two elements in 32.
(define bytes-per-step (* 48 vectors-per-step))

(define (build count)
  (let loop ((i 0) (items '()))
    (if (= i count)
        items
        (loop (+ i 1) (cons (vector i items) items)))))

(define (work) (length (build vectors-per-step)))
(define (work-in-region) (with-region (length (build vectors-per-step))))

(define (seconds-since jiffy)
  (/ (inexact (- (current-jiffy) jiffy)) (jiffies-per-second)))

;; Resident memory in bytes.
(define (resident)
  (call-with-input-file "/proc/self/statm"
    (lambda (port)
      (read port)
      (* 4096 (read port)))))

(define (report name steps seconds longest grown)
  (display name)
  (display ": ")
  (display (/ (round (/ (* steps bytes-per-step) seconds 1e7)) 100.0))
  (display " GB/s, longest step ")
  (display (/ (round (* longest 1e5)) 100.0))
  (display " ms of on average ")
  (display (/ (round (* (/ seconds steps) 1e5)) 100.0))
  (display " ms, resident memory grown by ")
  (display (round (/ grown 1e6)))
  (display " MB")
  (newline))

(define (measure name step limit)
  ;; What the first second needs is not counted.
  (let ((warm (current-jiffy)))
    (do () ((> (seconds-since warm) 1)) (step)))
  (let ((before (resident)) (start (current-jiffy)))
    (let loop ((steps 0) (longest 0) (last (runtime)))
      (step)
      (let* ((now (runtime)) (steps (+ steps 1)) (longest (max longest (- now last))))
        (if (< (seconds-since start) limit)
            (loop steps longest now)
            (report name steps (seconds-since start) longest (- (resident) before)))))))

(define (argument place default)
  (let ((arguments (command-line)))
    (if (< place (length arguments)) (string->number (list-ref arguments place)) default)))

(define seconds (argument 1 60))
(define live (build (argument 2 100000)))

(measure "without regions" work seconds)
(measure "with regions" work-in-region seconds)
(unless (= (length live) (argument 2 100000))
  (error "the live vectors are gone"))
