(define second-included (+ first-included 1))
