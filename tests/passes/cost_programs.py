"""Scalar functions whose gradients the tests count: what programs of many kinds are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """A function ``f`` that returns one number.

    Attributes:
        name: of the program.
        parameters: as they stand in the definition, ``[x : (Tensor f64 [8])]``.
        body: of the function.
        wrt: how many of the first parameters the gradient is taken by.
        definitions: what stands before the function.
        rounds: how often loops run that end when a condition says so.
    """

    name: str
    parameters: str
    body: str
    wrt: int = 1
    definitions: str = ""
    rounds: int | None = None

    @property
    def source(self) -> str:
        """The function ``f`` and its gradient, the function ``slope``."""
        arguments = " ".join(re.findall(r"\[(\w+) :", self.parameters))
        positions = " ".join(map(str, range(self.wrt)))
        return (
            f"{self.definitions}\n"
            f"(define (f {self.parameters}) {self.body})\n"
            f"(define (slope {self.parameters}) (grad f {arguments} :argnums [{positions}]))\n"
        )


def vector(size: int, *names: str) -> str:
    """Parameters that are vectors of one size."""
    return " ".join(f"[{name} : (Tensor f64 [{size}])]" for name in names)


NUMBER = "[x : float64]"

ARITHMETIC = [
    Program("sum of squares", vector(100, "x"), "(sum (* x x))"),
    Program("polynomial of a number", NUMBER, "(+ 1 (* x (+ 2 (* x (+ 3 (* x (+ 4 (* 5 x))))))))"),
    Program("polynomial", vector(50, "x"), "(sum (+ 1 (* x (+ 2 (* x (+ 3 (* x (+ 4 (* 5 x)))))))))"),
    Program("powers", vector(50, "x"), "(sum (+ (expt x 5) (* 3 (expt x 3)) (- (expt x 2))))"),
    Program("rational function of a number", NUMBER, "(/ (+ (* x x) (* 3 x) 1) (+ (* x x x) 2))"),
    Program("rational function", vector(50, "x"), "(sum (/ (+ (* x x) (* 3 x) 1) (+ (* x x x) 2)))"),
    Program("conditional", NUMBER, "(if (> x 0) (* x (sin x)) (exp x))"),
    Program("choice", vector(50, "x"), "(sum (where (> x 0) (* x (sin x)) (exp x)))"),
    Program(
        "gaussian kernel",
        vector(20, "x"),
        "(sum (exp (- (square (- (expand-dims x 0) (expand-dims x 1))))))",
    ),
    Program(
        "modulus of complex numbers",
        vector(50, "x", "y"),
        "(sum (square (magnitude (exp (make-rectangular x y)))))",
        wrt=2,
    ),
    Program(
        "gradient in a direction",
        vector(50, "x", "v"),
        "(sum (* v (grad bumps x)))",
        definitions="(define (bumps x) (sum (exp (* x x))))",
    ),
]

REDUCTIONS = [
    Program("greatest element", vector(100, "x"), "(max x)"),
    Program("least element of each row", "[x : (Tensor f64 [10 10])]", "(sum (square (min x :axis 1)))"),
    Program("product", vector(100, "x"), "(prod x)"),
    Program("square of a product", vector(100, "x"), "(square (prod x))"),
    Program("products of columns", "[x : (Tensor f64 [13 4])]", "(sum (square (prod x :axis 0)))"),
    Program("logsumexp", vector(100, "x"), "(logsumexp x)"),
    Program("norm", vector(100, "x"), "(norm x)"),
    Program("variance", vector(100, "x"), "(variance x)"),
    Program("standard deviation", vector(100, "x"), "(std x)"),
    Program("cumulative sums", vector(100, "x"), "(sum (square (cumsum x)))"),
    Program("cumulative products", vector(100, "x"), "(sum (square (cumprod x)))"),
    Program("gather", "[x : (Tensor f64 [50 4])] [i : (Tensor i64 [200])]", "(sum (square (take x i)))"),
    Program("mean squared error", vector(50, "x", "y"), "(mse x y)", wrt=2),
    Program("huber loss", vector(50, "x", "y"), "(huber x y 1.0)", wrt=2),
    Program("binary cross-entropy", vector(50, "x", "y"), "(binary-cross-entropy x y)"),
]

HEADS = "[4 16 8]"
NETWORKS = [
    Program(
        "perceptron with cross-entropy",
        "[w1 : (Tensor f64 [20 16])] [b1 : (Tensor f64 [16])] [w2 : (Tensor f64 [16 5])] [b2 : (Tensor f64 [5])]"
        " [x : (Tensor f64 [8 20])] [labels : (Tensor i64 [8])]",
        "(mean (cross-entropy (+ (matmul (tanh (+ (matmul x w1) b1)) w2) b2) labels))",
        wrt=4,
    ),
    Program(
        "perceptron by its input too",
        "[w1 : (Tensor f64 [20 16])] [b1 : (Tensor f64 [16])] [w2 : (Tensor f64 [16 5])] [b2 : (Tensor f64 [5])]"
        " [x : (Tensor f64 [8 20])] [y : (Tensor f64 [8 5])]",
        "(- (mean (sum (* y (log-softmax (+ (matmul (relu (+ (matmul x w1) b1)) w2) b2))) :axis -1)))",
        wrt=5,
    ),
    Program("softmax", "[x : (Tensor f64 [10 10])] [y : (Tensor f64 [10 10])]", "(sum (* y (softmax x)))"),
    Program(
        "layer normalization",
        "[x : (Tensor f64 [8 32])] [s : (Tensor f64 [32])] [b : (Tensor f64 [32])] [v : (Tensor f64 [8 32])]",
        "(sum (* v (layernorm x s b)))",
        wrt=3,
    ),
    *(
        Program(
            f"attention{option}",
            " ".join(f"[{name} : (Tensor f64 {HEADS})]" for name in "qkvw"),
            f"(sum (* w (attention q k v{option})))",
            wrt=3,
        )
        for option in ("", " :causal #t")
    ),
    Program(
        "transformer block",
        "[p : Block] [x : (Tensor f64 [2 6 16])]",
        "(mean (square (block p x)))",
        definitions="""
(define-type Block
  (Record [s1 : (Tensor f64 [16])] [b1 : (Tensor f64 [16])] [qkv : (Tensor f64 [16 48])] [o : (Tensor f64 [16 16])]
          [s2 : (Tensor f64 [16])] [b2 : (Tensor f64 [16])]
          [w1 : (Tensor f64 [16 64])] [c1 : (Tensor f64 [64])] [w2 : (Tensor f64 [64 16])] [c2 : (Tensor f64 [16])]))
(define (heads x) (transpose (reshape x [2 6 4 4]) [0 2 1 3]))
(define (block [p : Block] [x : (Tensor f64 [2 6 16])])
  (let*-values ([(q k v) (apply values (map heads (split (matmul (layernorm x p.s1 p.b1) p.qkv) 3 :axis 2)))]
                [(a) (reshape (transpose (attention q k v) [0 2 1 3]) [2 6 16])]
                [(y) (+ x (matmul a p.o))]
                [(h) (gelu (+ (matmul (layernorm y p.s2 p.b2) p.w1) p.c1))])
    (+ y (matmul h p.w2) p.c2)))""",
    ),
    Program(
        "convolution in two dimensions",
        "[x : (Tensor f64 [2 3 10 10])] [k : (Tensor f64 [4 3 3 3])]",
        "(sum (square (conv2d x k :padding 'same)))",
        wrt=2,
    ),
    Program(
        "dilated convolution",
        "[x : (Tensor f64 [2 3 30])] [k : (Tensor f64 [4 3 5])]",
        "(sum (square (conv1d x k :dilation 2)))",
        wrt=2,
    ),
    Program(
        "convolution in groups",
        "[x : (Tensor f64 [2 4 10 10])] [k : (Tensor f64 [4 2 3 3])]",
        "(sum (square (conv2d x k :groups 2)))",
        wrt=2,
    ),
    Program(
        "convolution with a stride",
        "[x : (Tensor f64 [2 3 11 11])] [k : (Tensor f64 [4 3 3 3])]",
        "(sum (square (conv2d x k :stride 2)))",
        wrt=2,
    ),
    Program(
        "convolution with a stride, channel by channel",
        "[x : (Tensor f64 [2 3 11 11])] [k : (Tensor f64 [3 1 3 3])]",
        "(sum (square (conv2d x k :stride 2 :groups 3)))",
        wrt=2,
    ),
    Program(
        "convolution with a large kernel",
        "[x : (Tensor f64 [2 4 6 6])] [k : (Tensor f64 [4 4 5 5])]",
        "(sum (square (conv2d x k)))",
        wrt=2,
    ),
    Program(
        "strided convolution of lines",
        "[x : (Tensor f64 [2 3 31])] [k : (Tensor f64 [4 3 3])]",
        "(sum (square (conv1d x k :stride 3)))",
        wrt=2,
    ),
    Program("greatest of windows", "[x : (Tensor f64 [2 3 12 12])]", "(sum (square (max-pool x 2)))"),
    Program(
        "greatest of windows that overlap",
        "[x : (Tensor f64 [2 3 13 13])]",
        "(sum (square (max-pool x 3 :stride 2)))",
    ),
    Program("means of windows", "[x : (Tensor f64 [2 3 12 12])]", "(sum (square (avg-pool x 2)))"),
    Program(
        "means of windows that overlap",
        "[x : (Tensor f64 [2 3 13 13])]",
        "(sum (square (avg-pool x 3 :stride 2)))",
    ),
]

MATRIX = "[a : (Tensor f64 [12 12])]"
LINEAR_ALGEBRA = [
    Program("trace of a square", MATRIX, "(trace (matmul a a))"),
    Program("product of three", MATRIX, "(sum (matmul a (matmul a a)))"),
    Program(
        "contraction of three",
        "[x : (Tensor f64 [6 7])] [y : (Tensor f64 [7 8])] [z : (Tensor f64 [8 6])]",
        '(einsum "ij,jk,ki->" x y z)',
        wrt=3,
    ),
    Program("determinant", MATRIX, "(det a)"),
    Program("logarithm of the determinant", MATRIX, "(logdet a)"),
    Program("the same by cholesky", MATRIX, "(* 2 (sum (log (diag (cholesky a)))))"),
    Program("inverse", MATRIX, "(sum (square (inverse a)))"),
    Program("solution", f"{MATRIX} {vector(12, 'b')}", "(sum (square (solve a b)))", wrt=2),
    Program(
        "triangular solution",
        f"{MATRIX} [b : (Tensor f64 [12 4])]",
        "(sum (square (triangular-solve a b)))",
        wrt=2,
    ),
    Program(
        "normal density",
        f"{vector(12, 'm')} {MATRIX} {vector(12, 'x')}",
        "(let* ([l (cholesky a)] [z (triangular-solve l (- x m))])"
        " (+ (sum (* z z)) (* 2 (sum (log (diag l))))))",
        wrt=2,
    ),
]

LOOPS = [
    Program("fold", NUMBER, "(for/fold ([s x]) ([i (range 50)]) (* s (sin s)))"),
    Program("logistic map", NUMBER, "(for/fold ([s x]) ([i (range 50)]) (* 3.5 s (- 1 s)))"),
    Program("do", NUMBER, "(do ([i 0 (+ i 1)] [s x (* s (cos s))]) ((= i 50) s))"),
    Program(
        "named let with a computed end",
        NUMBER,
        "(let loop ([s x]) (if (> s 100) s (loop (* s x))))",
        rounds=50,
    ),
    Program(
        "newton's method",
        NUMBER,
        "(let loop ([r x]) (if (< (abs (- (* r r) x)) 1e-10) r (loop (* 0.5 (+ r (/ x r))))))",
        rounds=50,
    ),
    Program(
        "horner's scheme", f"{NUMBER} {vector(50, 'c')}", "(for/fold ([s 0.0]) ([c c]) (+ c (* s x)))", wrt=2
    ),
    Program("reading", vector(50, "x"), "(for/fold ([s 1.0]) ([i (range 50)]) (* s (vref x i)))"),
    Program(
        "writing",
        vector(50, "x"),
        "(sum (square (for/fold ([y x]) ([i (range 1 50)]) (scatter y i (* (vref y i) (vref y (- i 1)))))))",
    ),
    Program(
        "nested",
        NUMBER,
        "(for/fold ([s x]) ([i (range 8)]) (for/fold ([t s]) ([j (range 8)]) (* t (sin t))))",
    ),
    Program(
        "triangle",
        vector(8, "x"),
        "(for/fold ([s 0.0]) ([i (range 8)])"
        " (for/fold ([t s]) ([j (range i)]) (+ t (/ 1.0 (abs (- (vref x i) (vref x j)))))))",
    ),
    Program(
        "recurrent network",
        "[w : (Tensor f64 [8 8])] [xs : (Tensor f64 [20 8])]",
        "(sum (square (for/fold ([h (zeros [8])]) ([x xs]) (tanh (+ (matmul w h) x)))))",
        wrt=2,
    ),
    Program(
        "pendulum by leapfrog",
        "[q : float64] [p : float64]",
        "(let-values ([(q p) (for/fold ([q q] [p p]) ([i (range 30)])"
        " (let* ([p (- p (* 0.1 (sin q)))] [q (+ q (* 0.1 p))]) (values q p)))]) (+ (* 0.5 p p) (- 1 (cos q))))",
        wrt=2,
    ),
    Program(
        "pendulum by runge-kutta",
        vector(2, "y"),
        "(let ([rhs (lambda (y) (stack (vref y 1) (- (sin (vref y 0)))))])"
        " (sum (square (for/fold ([y y]) ([i (range 20)])"
        " (let* ([a (rhs y)] [b (rhs (+ y (* 0.05 a)))] [c (rhs (+ y (* 0.05 b)))] [d (rhs (+ y (* 0.1 c)))])"
        " (+ y (* (/ 0.1 6) (+ a (* 2 b) (* 2 c) d))))))))",
    ),
]

UNARY = [
    "-",
    "abs",
    "square",
    "cube",
    "reciprocal",
    "sqrt",
    "rsqrt",
    "exp",
    "expm1",
    "log",
    "log1p",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "acosh",
    "atanh",
    "erf",
    "erfinv",
    "sigmoid",
    "softplus",
    "log-sigmoid",
    "silu",
    "relu",
    "gelu",
    "gelu-tanh",
]
BINARY = ["+", "-", "*", "/", "maximum", "minimum", "hypot", "expt", "atan", "log"]
ELEMENTWISE = [
    *(Program(f"{name} twice", vector(50, "x"), f"(sum ({name} (* 0.5 ({name} x))))") for name in UNARY),
    *(Program(f"{name} of two", vector(50, "x", "y"), f"(sum ({name} x y))", wrt=2) for name in BINARY),
]

PROGRAMS = [
    *ARITHMETIC,
    *REDUCTIONS,
    *NETWORKS,
    *LINEAR_ALGEBRA,
    *LOOPS,
    *ELEMENTWISE,
]
