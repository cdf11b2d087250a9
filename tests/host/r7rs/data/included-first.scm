(define first-included 1)
