"""What is accepted and what is refused, form by form, with the messages."""

from __future__ import annotations

import pytest
from gradual_support import complaints

SUM = "(: sum (-> (list integer) integer))\n(define (sum xs) (if (null? xs) 0 (+ (car xs) (sum (cdr xs)))))\n"
TWICE = "(: twice (forall (a) (-> (-> a a) a a)))\n(define (twice f x) (f (f x)))\n"
PREDICT = """(: predict (-> (Tensor f32 [d]) (Tensor f32 [d])))
(define (predict x) (* 2 x))
"""
SHAPE = (
    "(define-type Shape (Union (Circle [radius : float64]) (Box [width : float64] [name : string]) Dot))\n"
)
OPTION = "(define-type (Option a) (Union (Some [value : a]) None))\n"
CHAIN = "(define-type (Chain a) (Union (Link [head : a] [tail : (Chain a)]) End))\n"
TOTAL = (
    CHAIN + "(: total (-> (Chain integer) integer))\n"
    "(define (total c) (match c ((Link h t) (+ h (total t))) (End 0)))\n"
)
SHOW = (
    "(define-type-class (Show a) (show : (-> a string)) (show-all : (-> (list a) string))"
    " (define (show-all xs) (apply string-append (map show xs))))\n"
    "(define-type-class (Order a) (where (Show a)) (before? : (-> a a boolean)))\n"
    "(define-type-class-instance (Show integer) (define (show n) (number->string n)))\n"
    "(define-type-class-instance (Show string) (define (show s) s))\n"
    "(define-type-class-instance (Order integer) (define (before? a b) (< a b)))\n"
)
SHOWN = (
    SHOW + '(: f (forall (a) (-> a string) (where (Show a))))\n(define (f x) (string-append (show x) ""))\n'
)
NUMERIC = (
    "(define-type Vec (Record [x : float64] [y : float64]))\n"
    "(define-type-class (Numeric a) (+ : (-> a a a)))\n"
    "(define-type-class-instance (Numeric Vec) (define (+ a b) (Vec (+ a.x b.x) (+ a.y b.y))))\n"
    "(: double (forall (a) (-> a a) (where (Numeric a))))\n(define (double x) (+ x x))\n"
)
POINT = "(define-type Point (Record [x : float64] [y : float64]))\n"

ACCEPTED = [
    # Exact numbers are converted where a float is declared.
    "(define (f [x : float64]) : float64 (* x 2))\n(f 1)",
    "(define x : float32 1/2)",
    "(define (f [n : number]) (+ n 1))\n(f 1.5)",
    # What is not known is left to run time.
    "(define (f [s : string]) s)\n(define (g x) (f x))\n(g 'a)",
    "(define (f [s : any]) : integer (if (string? s) (string-length s) 0))",
    # Occurrence typing.
    "(define (f x) : integer (cond [(string? x) (string-length x)] [(vector? x) (vector-length x)] [else 0]))",
    "(define (f x) : string (if (or (string? x) (symbol? x)) (if (symbol? x) (symbol->string x) x) \"\"))",
    "(define (f [xs : (list integer)]) : integer (if (pair? xs) (+ 1 (car xs)) 0))",
    "(define (f x) : integer (if (not (string? x)) (error \"no\" x)) (string-length x))",
    "(define (f x) : integer (if (and (pair? x) (string? (car x))) 1 2))",
    POINT + "(define (f v) : float64 (if (Point? v) v.x 0.0))",
    "(define (f x) : integer (let ([next (lambda () (string-length x))]) (if (string? x) (next) (next))))",
    "(define (f x) : string (let ([y x]) (if (string? y) x \"\")))",
    "(define f (case-lambda [([x : integer]) : integer x] [([x : a] . more) : any more]))\n(+ (f 1) (f 2))",
    # Constraints that need no class.
    "(: f (forall (a) (-> a a) (where (Numeric a) (Differentiable a))))\n(define (f x) (* x x))\n(f 2)",
    SHOW + "(: f (forall (a) (-> a a) (where (Numeric a))))\n(define (f x) (* x x))\n(f 2)",
    # Results that nobody looks at.
    "(: f (-> string void))\n(define (f s) (display s))\n(: g (-> string unspecified))\n(define (g s) 5)",
    # What untyped procedures need is told to typed code only, and only if each call needs it.
    "(define (inc x) (+ x 1))\n(inc \"a\")\n(define (f [n : integer]) (inc n))",
    "(define (inc x) (if (string? x) 0 (+ x 1)))\n(define (f [s : string]) (inc s))",
    "(define (inc x) (and (number? x) (+ x 1)))\n(define (f [s : string]) (inc s))",
    "(define (inc x) (or (string? x) (+ x 1)))\n(define (f [s : string]) (inc s))",
    "(define (inc x k) (k) (+ x 1))\n(define (f [s : string]) (call/cc (lambda (k) (inc s (lambda () (k 1))))))",
    "(define (inc x k) (+ x (k)))\n(define (f [s : string]) (call/cc (lambda (k) (inc s (lambda () (k 1))))))",
    "(define (inc x k) (for-each k '(1)) (+ x 1))\n(define (f [s : string]) (call/cc (lambda (k) (inc s k))))",
    "(define (inc x p) (force p) (+ x 1))\n(define (f [s : string]) (call/cc (lambda (k) (inc s (delay (k 1))))))",
    "(define (inc x k) (if k (k 1)) (+ x 1))\n(define (f [s : string]) (call/cc (lambda (k) (inc s k))))",
    "(define (inc x) (set! x 1) (+ x 1))\n(define (f [s : string]) (inc s))",
    "(define (inc x) (lambda () (+ x 1)))\n(define (f [s : string]) (inc s))",
    "(define (inc x) (let ([x 1]) (+ x 1)))\n(define (f [s : string]) (inc s))",
    "(define (inc x) (error \"no\") (+ x 1))\n(define (f [s : string]) (inc s))",
    "(define (inc x) (+ x 1))\n(set! inc string-length)\n(define (f [s : string]) (inc s))",
    "(define (even2? n) (odd2? (- n 1)))\n(define (odd2? n) (even2? n))\n(define (f [n : integer]) (even2? n))",
    # Exact rationals.
    "(define (f [x : rational]) : rational (/ x 2))\n(f 3)\n(f 2/3)",
    "(define (f [x : integer]) : rational x)\n(define (g [x : rational]) : number x)\n(define (h [x : rational]) : float64 x)",
    "(define (f [x : number]) : rational (if (exact-rational? x) x 0))",
    "(define (f x) : rational (if (exact-rational? x) x (string-length x)))",
    # Unions.
    SHAPE + "(define (f [s : Shape]) : float64 (match s ((Circle r) r) ((Box w _) w) (Dot 0)))\n(f Dot)\n(f (Circle 1))",
    SHAPE + "(define (f [s : Shape]) : float64 (cond [(Circle? s) s.radius] [(Box? s) s.width] [else 0]))",
    SHAPE + "(define (f [s : Shape]) : string (if (or (Circle? s) (Dot? s)) \"\" s.name))",
    SHAPE + "(define (f [s : Shape]) : float64 (match s ((Circle r) s.radius) (else 0)))",
    SHAPE + "(define (f [s : Shape]) : float64 (match s ((and c (Circle r)) c.radius) ((Box 0.0 _) 0) ((Box w _) w) (Dot 0)))",
    SHAPE + "(define (f x) : float64 (match x ((Circle r) r) ((? string? s) 1) ((a b) 2)))",
    SHAPE + "(define (f x) (if (Shape? x) (area x) 0))\n(define (area [s : Shape]) 1)",
    SHAPE + "(define (f [b : Box]) : Shape b)\n(f (Box 1 \"a\"))",
    SHAPE + "(define shapes : (list Shape) (list (Circle 1) Dot))",
    OPTION + "(: get (-> (Option a) a a))\n(define (get o d) (match o ((Some v) v) (None d)))\n"
    "(string-length (get (Some \"b\") \"a\"))\n(+ 1 (get None 2))",
    OPTION + "(define o : (Option (Option integer)) (Some (Some 1)))\n(define e : (Option (Option integer)) (Some None))",
    OPTION + "(define (f [o : Option]) (match o ((Some x) x) (None #f)))\n(f (Some 1))\n(f (Some \"a\"))",
    OPTION + "(define (f [flag : boolean]) : (Option float64) (if flag (Some 1) None))",
    TOTAL + "(total (Link 1 (Link 2 End)))\n(total End)",
    CHAIN + "(: each (-> (-> a b) (Chain a) (Chain b)))\n"
    "(define (each f c) (match c ((Link h t) (Link (f h) (each f t))) (End End)))\n"
    "(define x : (Chain string) (each number->string (Link 1 End)))",
    "(define-type (Sized n) (Union (Grid [cells : (Tensor f64 [n n])]) Void))\n"
    "(define (f [s : (Sized 2)]) (match s ((Grid c) c) (Void [[0.0]])))\n(f (Grid [[1.0 2.0] [3.0 4.0]]))",
    "(define-type Pattern (Union (Left x) (Right x)))\n(define (f [p : Pattern]) : integer p.x)\n(f (Left 1))",
    # Type classes.
    SHOW + "(show 1)\n(show \"a\")\n(show-all '(1 2))\n(show-all '())\n(map show '(1))",
    SHOW + "(define (f x) (show x))\n(f #t)",
    SHOWN + "(f 1)\n(f \"a\")",
    SHOWN + "(: g (forall (b) (-> (list b) string) (where (Order b))))\n(define (g x) (f (car x)))",
    SHOW + "(: f (forall (a) (-> a a string) (where (Order a))))\n(define (f x y) (if (before? x y) (show x) (show y)))",
    SHOW + OPTION + "(define-type-class-instance (Show (Option a))\n"
    "  (define (show o) (match o ((Some v) (show v)) (None \"\"))))\n(show (Some 1))\n(show None)",
    SHOW + "(define-type-class-instance (Show number) (define (show n) \"n\"))\n(show 1.5)\n(show 1/2)",
    SHOW + "(define-type-class-instance (Show any) (define (show n) \"?\"))\n(show 'a)",
    NUMERIC + "(double (Vec 1 2))\n(double 2)\n(double [1.0 2.0])",
    "(define-type-class (Functor f) (over : (-> (-> a b) (f a) (f b))))\n"
    "(define-type-class-instance (Functor list) (define (over f xs) (map f xs)))\n(over abs '(1 2))",
    # Polymorphism.
    TWICE + '(twice (lambda (n) (* n 2)) 3)\n(twice string-upcase "a")\n(twice (lambda (x) x) \'a)',
    "(: compose (-> (-> b c) (-> a b) (-> a c)))\n(define (compose f g) (lambda (x) (f (g x))))\n"
    '((compose string-length number->string) 5)',
    "(: pick (-> a b a))\n(define (pick x y) x)\n(string-length (pick \"a\" 1))",
    "(define (id x) x)\n(define (f [s : string]) : string (id s))\n(define n : integer (id 5))",
    "(define (f [x : integer]) (let ([id (lambda (y) y)]) (if (id #t) (+ x (id 1)) 0)))",
    "(: total (forall (a) (-> (list a) a) (where (Numeric a))))\n(define (total xs) (+ (car xs) 1))",
    # Higher order, lists, several values, loops.
    SUM + "(sum (map (lambda (s) (string-length s)) (list \"a\" \"bc\")))",
    SUM + "(sum '())\n(sum (cons 1 '(2 3)))\n(sum (vector->list (vector 1 2)))",
    "(: halves (-> integer (values integer integer)))\n(define (halves n) (values (quotient n 2) (modulo n 2)))\n"
    "(let-values ([(a b) (halves 7)]) (+ a b))",
    "(define (f [n : integer]) : integer (let loop ([i 0] [acc 0]) (if (= i n) acc (loop (+ i 1) (+ acc i)))))",
    "(define (f [n : integer]) : integer (do ([i 0 (+ i 1)] [acc 1 (* acc 2)]) ((= i n) acc)))",
    "(: even2? (-> integer boolean))\n(: odd2? (-> integer boolean))\n"
    "(define (even2? n) (if (= n 0) #t (odd2? (- n 1))))\n(define (odd2? n) (if (= n 0) #f (even2? (- n 1))))",
    "(define (f [x : integer] . more) : integer (apply + x more))\n(f 1 2 3)",
    "(: f (-> integer string ... integer))\n(define (f n . names) (+ n (length names)))\n(f 1 \"a\" \"b\")",
    # Derivatives and batches.
    "(: f (-> float64 float64))\n(define (f x) (* x x))\n(: df (-> float64 float64))\n(define df (grad f))\n(df 2)",
    PREDICT + "(: predict-batch (-> (Tensor f32 [batch d]) (Tensor f32 [batch d])))\n(define predict-batch (vmap predict))",
    # Assigned variables may be anything, unless they have types.
    "(define x 1)\n(set! x \"a\")\n(define (f [s : string]) s)\n(f x)",
]  # fmt: skip

REFUSED = [
    ("(: f (-> float64 float64))\n(define (f x) (* x x))\n(: df (-> float64 string))\n(define df (grad f))",
     "4:12 E1203: `df` should be a (-> float64 string), but is a (-> float64 float64)"),
    ("(define (f [s : string]) : integer (string-length s))\n(grad f)",
     "2:7 E1211: grad needs a procedure from numbers to numbers, but this is a (-> string integer)"),
    (PREDICT + "(: p2 (-> (Tensor f32 [d]) (Tensor f32 [d])))\n(define p2 (vmap predict))",
     "4:12 E1203: `p2` should be a (-> (Tensor f32 [d]) (Tensor f32 [d])), "
     "but is a (-> (Tensor f32 [batch d]) (Tensor f32 [batch d]))"),
    ("(define (f [s : string]) s)\n(f 1)", "2:4 E1201: argument 1 (s) of `f` should be a string, but is an integer"),
    ("(define (f x : integer) x)\n(f 1.5)", "2:4 E1201: argument 1 (x) of `f` should be an integer, but is a float64"),
    ("(define (f (x : char)) x)\n(f \"a\")", "2:4 E1201: argument 1 (x) of `f` should be a char, but is a string"),
    ("(define f (lambda (x : char) x))\n(f \"a\")", "2:4 E1201: argument 1 (x) of `f` should be a char, but is a string"),
    ("(define (f [s : string]) (+ s 1))", "1:29 E1204: argument 1 of `+` should be a number, but is a string"),
    ("(define (f) : string 5)", "1:22 E1202: the result of `f` should be a string, but is an integer"),
    ("(define (f [x : any]) : string (cond [x 'a] [else \"b\"]))",
     "1:41 E1202: the result of `f` should be a string, but is a symbol"),
    ("(define x : string 5)", "1:20 E1203: `x` should be a string, but is an integer"),
    ("(let ([x : string 5]) x)", "1:19 E1203: `x` should be a string, but is an integer"),
    ("(letrec ([x : string 5]) x)", "1:22 E1203: `x` should be a string, but is an integer"),
    ("(define (f) (define x : boolean 0) x)", "1:33 E1203: `x` should be a boolean, but is an integer"),
    ("(define x : string \"a\")\n(set! x 5)", "2:9 E1203: `x` should be a string, but is an integer"),
    ("(define (f [x : integer]) x)\n(f 1 2)", "2:1 E1205: `f` takes 1 argument but gets 2"),
    ("(: f (-> integer integer integer))\n(define (f x y) x)\n(f 1)", "3:1 E1205: `f` takes 2 arguments but gets 1"),
    ("(define (f [x : integer]) (string-length))", "1:27 E1205: `string-length` takes 1 argument but gets 0"),
    ("(define (f [x : integer]) (x 1))", "1:28 E1206: `x` is an integer, which cannot be called"),
    ("(define f (case-lambda [(x) x] [([x : integer] y) : string x]))",
     "1:60 E1202: the result of `lambda` should be a string, but is an integer"),
    ("(: id (forall (a) (-> a a)))\n(define (id x) 3)", "2:16 E1207: the result of `id` should be of type `a`, but is an integer"),
    ("(: id (-> a a))\n(define (id x) (+ x 1))", "2:19 E1207: argument 1 of `+` should be a number, but is of type `a`"),
    ("(: other (-> a b a))\n(define (other x y) y)",
     "2:21 E1207: the result of `other` should be of type `a`, but is of type `b`"),
    ("(: other ((-> (list a) b b) where (Numeric a)))\n(define (other xs y) \"no b\")",
     "2:22 E1207: the result of `other` should be of type `b`, but is a string"),
    ("(: both (-> a a a))\n(define (both x y) x)\n(both 1 \"a\")",
     "3:9 E1208: argument 2 (y) of `both` makes `a` a string, but it is an integer already"),
    (TWICE + "(twice string-upcase 3)", "3:22 E1208: argument 2 (x) of `twice` makes `a` an integer, but it is a string already"),
    (TWICE + "(twice 5 3)", "3:8 E1201: argument 1 (f) of `twice` should be a (-> a a), but is an integer"),
    ("(define (f [x : rational]) x)\n(f 0.5)", "2:4 E1201: argument 1 (x) of `f` should be a rational, but is a float64"),
    ("(define (f [x : float64]) : rational (* x 2))",
     "1:38 E1202: the result of `f` should be a rational, but is a float64"),
    ("(define (f [x : rational]) : string x)", "1:37 E1202: the result of `f` should be a string, but is a rational"),
    ("(define xs : (list rational) '(0.5 1.5))",
     "1:30 E1203: `xs` should be a (list rational), but is a (list float64)"),
    ("(define (inc x) (+ x 1))\n(define (f [s : string]) (inc s))",
     "2:31 E1214: argument 1 (x) of `inc` should be a number, but is a string"),
    ("(define (inc x) (+ x 1))\n(define (name) : string \"a\")\n(inc (name))",
     "3:6 E1214: argument 1 (x) of `inc` should be a number, but is a string"),
    ("(define (inc x) (+ x 1))\n(define (twice y) (display \"\") (inc (inc y)) (inc y))\n(define (f [s : string]) (twice s))",
     "3:33 E1214: argument 1 (y) of `twice` should be a number, but is a string"),
    ("(define (size s) (let ([n (string-length s)]) (* n 2)))\n(define (f [l : (list integer)]) (size (car l)))",
     "2:40 E1214: argument 1 (s) of `size` should be a string, but is an integer"),
    ("(define (down n) (if (= n 0) 0 (down (- n 1))))\n(define (f [s : string]) (down s))",
     "2:32 E1214: argument 1 (n) of `down` should be a number, but is a string"),
    ("(define (inc x) (+ x 1))\n(: f (-> a a))\n(define (f x) (inc x) x)",
     "3:20 E1207: argument 1 (x) of `inc` should be a number, but is of type `a`"),
    (SHAPE + "(define (size s) (string-length s))\n(size Dot)",
     "3:7 E1214: argument 1 (s) of `size` should be a string, but is a Dot"),
    (SHAPE + "(Circle \"a\")", "2:9 E1201: argument 1 (radius) of `Circle` should be a float64, but is a string"),
    (SHAPE + "(Box 1)", "2:1 E1205: `Box` takes 2 arguments but gets 1"),
    (SHAPE + "(Dot)", "2:2 E1206: `Dot` is a Dot, which cannot be called"),
    (SHAPE + "(string-append Dot)", "2:16 E1204: argument 1 of `string-append` should be a string, but is a Dot"),
    (SHAPE + "(define (f [s : Shape]) s)\n(f 5)", "3:4 E1201: argument 1 (s) of `f` should be a Shape, but is an integer"),
    (SHAPE + "(define (f [s : Circle]) s)\n(f Dot)", "3:4 E1201: argument 1 (s) of `f` should be a Circle, but is a Dot"),
    (SHAPE + "(define (f [s : Shape]) s.hight)", "2:25 E1209: a Shape has no field `hight`"),
    (SHAPE + "(define (f [s : Shape]) : string s.radius)",
     "2:34 E1202: the result of `f` should be a string, but is a float64"),
    (SHAPE + "(define (f [s : Shape]) : float64 (cond [(Circle? s) s.radius] [(Box? s) s.width] [else s.width]))",
     "2:89 E1209: a Dot has no field `width`"),
    (SHAPE + "(define (f [s : Shape]) : float64 (match s ((Circle r) r) ((Box w n) n) (Dot 0)))",
     "2:70 E1202: the result of `f` should be a float64, but is a string"),
    (SHAPE + "(define (f [s : Shape]) : float64 (match s ((Circle r) s.width) (else 0)))",
     "2:56 E1209: a Circle has no field `width`"),
    (SHAPE + OPTION + "(define (f [s : Shape]) (match s ((Some x) x) (else 0)))",
     "3:35 E1212: this pattern is for a Some, but what is matched is a Shape"),
    (SHAPE + "(define (f [s : string]) (match s ((Circle x) x) (else 0)))",
     "2:36 E1212: this pattern is for a Circle, but what is matched is a string"),
    (SHAPE + OPTION + "(define (f [o : (Option Shape)]) (match o ((Some (Some x)) x) (else 0)))",
     "3:50 E1212: this pattern is for a Some, but what is matched is a Shape"),
    (SHOW + "(show 'a)", "6:1 E0444: the method `show` needs an instance of Show for symbol"),
    (SHOW + "(show 1.5)", "6:1 E0444: the method `show` needs an instance of Show for float64"),
    (SHOW + "(show-all '(a))", "6:1 E0444: the method `show-all` needs an instance of Show for symbol"),
    (SHOW + "(define (f [c : char]) (show c))", "6:24 E0444: the method `show` needs an instance of Show for char"),
    (SHOW + "(+ 1 (show 1))", "6:6 E1204: argument 2 of `+` should be a number, but is a string"),
    (SHOW + "(: f (-> a string))\n(define (f x) (show x))",
     "7:15 E1213: the method `show` needs an instance of Show, which values of type `a` need not have"),
    (SHOWN + "(f 'a)", "8:1 E0444: `f` needs an instance of Show for symbol"),
    (SHOWN + "(: g (-> b string))\n(define (g y) (f y))",
     "9:15 E1213: `f` needs an instance of Show, which values of type `b` need not have"),
    (SHOW + "(: f (forall (a) (-> a a string) (where (Order a))))\n(define (f x y) (show x))\n(f \"a\" \"b\")",
     "8:1 E0444: `f` needs an instance of Order for string"),
    (SHOW + "(: f ((-> a string) where (Show a)))\n(define (f x) (show x))\n(f #t)",
     "8:1 E0444: `f` needs an instance of Show for boolean"),
    (SHOW + "(: f (forall (a) (-> a string) (where (Show a))))\n(define (f x) (string-append x \"\"))",
     "7:30 E1207: argument 1 of `string-append` should be a string, but is of type `a`"),
    ("(: f (forall (a) (-> a a) (where (Bogus a))))\n(define (f x) x)", "1:34 E0443: there is no type class `Bogus`"),
    ("(define (g)\n  (lambda ([x : (a where (Bogus a))]) x))", "2:26 E0443: there is no type class `Bogus`"),
    (SHOW + "(: f ((-> a b a) where (Bogus a) (Numeric b)))\n(define (f x y) x)",
     "6:24 E0443: there is no type class `Bogus`"),
    (NUMERIC + "(double \"a\")", "6:1 E0444: `double` needs an instance of Numeric for string"),
    (OPTION + "(define (f [o : (Option string)]) o)\n(f (Some 5))",
     "3:4 E1201: argument 1 (o) of `f` should be a (Option string), but is a (Some integer)"),
    (OPTION + "(define (f [o : (Option string)]) : integer (match o ((Some s) s) (None 0)))",
     "2:64 E1202: the result of `f` should be an integer, but is a string"),
    (OPTION + "(: get (-> (Option a) a a))\n(define (get o d) (match o ((Some v) v) (None d)))\n(get (Some 5) \"a\")",
     "4:15 E1208: argument 2 (d) of `get` makes `a` a string, but it is an integer already"),
    (TOTAL + "(total (Link \"a\" End))",
     "4:8 E1201: argument 1 (c) of `total` should be a (Chain integer), but is a (Link string)"),
    (TOTAL + "(total (Link 1 (Link \"b\" End)))",
     "4:16 E1208: argument 2 (tail) of `Link` makes `a` a string, but it is an integer already"),
    (CHAIN + "(: each (-> (-> a b) (Chain a) (Chain b)))\n"
     "(define (each f c) (match c ((Link h t) (Link h (each f t))) (End End)))",
     "3:49 E1208: argument 2 (tail) of `Link` makes `a` of type `b`, but it is of type `a` already"),
    (POINT + "(define (f [p : Point]) p.z)", "2:25 E1209: a Point has no field `z`"),
    (POINT + "(Point \"a\" 1)", "2:8 E1201: argument 1 (x) of `Point` should be a float64, but is a string"),
    (POINT + "(define (f [p : Point]) p.x)\n(f 5)", "3:4 E1201: argument 1 (p) of `f` should be a Point, but is an integer"),
    (POINT + "(define (f [p : Point]) : string p.x)", "2:34 E1202: the result of `f` should be a string, but is a float64"),
    (SUM + "(sum (list \"a\"))", "3:6 E1201: argument 1 (xs) of `sum` should be a (list integer), but is a (list string)"),
    (SUM + "(sum '#(1 2))", "3:6 E1201: argument 1 (xs) of `sum` should be a (list integer), but is a (vector integer 2)"),
    (SUM + "(string-append (sum '(1)))", "3:16 E1204: argument 1 of `string-append` should be a string, but is an integer"),
    ("(define (f [xs : (list string)]) (+ 1 (car xs)))", "1:39 E1204: argument 2 of `+` should be a number, but is a string"),
    ("(: g (-> (-> integer string) string))\n(define (g f) (f 1))\n(g (lambda (n) n))",
     "3:16 E1210: what argument 1 (f) of `g` returns should be a string, but is an integer"),
    ("(: g (-> (-> integer string) string))\n(define (g f) (f 1))\n(g cons)",
     "3:4 E1201: argument 1 (f) of `g` should be a (-> integer string), but is a (-> any any (pair any any))"),
    ("(: make (-> integer (-> integer integer)))\n(define (make n) (lambda (m) \"a\"))",
     "2:30 E1210: what the result of `make` returns should be an integer, but is a string"),
    ("(define (f x) : integer (if (string? x) (vector-length x) 0))",
     "1:56 E1204: argument 1 of `vector-length` should be a vector, but is a string"),
    ("(define (f x) : integer (let ([y x]) (if (string? y) x 0)))",
     "1:54 E1202: the result of `f` should be an integer, but is a string"),
    ("(define (f x) : integer (let ([next (lambda () (vector-length x))]) (if (string? x) (next) 0)))",
     "1:63 E1204: argument 1 of `vector-length` should be a vector, but is a string"),
    ("(define (f [xs : (list integer)]) : integer (if (null? xs) (car xs) 0))",
     "1:65 E1204: argument 1 of `car` should be a (pair a b), but is the empty list"),
    ("(define (f [x : integer]) : integer (if (exact-integer? x) x (string-length 5)))",
     "1:77 E1204: argument 1 of `string-length` should be a string, but is an integer"),
    ("(define (f [n : integer]) : string (let loop ([i 0]) (if (= i n) i (loop (+ i 1)))))",
     "1:66 E1202: the result of `f` should be a string, but is an integer"),
    ("(: e? (-> integer boolean))\n(: o? (-> integer boolean))\n(define (e? n) (if (= n 0) #t (o? (- n 1))))\n"
     "(define (o? n) (if (= n 0) 'no (e? (- n 1))))", "4:28 E1202: the result of `o?` should be a boolean, but is a symbol"),
    ("(define (f [s : string]) s)\n(map f '(1 2))", "2:8 E1204: argument 2 of `map` should be a (list string), but is a (list integer)"),
    ("(define (f x) (+ x 1))\n(define (g [s : string]) s)\n(g (f 1))",
     "3:4 E1201: argument 1 (s) of `g` should be a string, but is a number"),
]  # fmt: skip


@pytest.mark.parametrize("text", ACCEPTED)
def test_accepted(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refused(text: str, message: str) -> None:
    assert complaints(text) == [message]


def test_independent_mistakes_are_all_told_and_each_once() -> None:
    found = complaints(
        '(define (f [s : string]) : integer (+ s 1))\n(define x : string (string-append (+ \'a 1) "b"))\n(f 5)\n'
    )
    assert [message.split()[0] for message in found] == ["1:39", "2:38", "3:4"]
