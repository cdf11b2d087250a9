//===- TensorsTest.cpp - tensors as objects, and operations on them --------===//

#include "runtime/host/io/Printer.h"
#include "runtime/host/io/Reader.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Elements.h"
#include "runtime/host/tests/Data.h"

#include <cmath>
#include <random>

using namespace eshkol;

extern "C" {
F0 eshkol_current_simd_features;
F1 eshkol_tensor_vector_magnitude, eshkol_make_equal_hash_table, eshkol_set_simd_optimization_level_x,
    eshkol_vector, eshkol_tensor_tanh, eshkol_exp, eshkol_tensor_shape, eshkol_vector_length, eshkol_length;
F2 eshkol_less, eshkol_tensor_matmul, eshkol_tensor_vector_add, eshkol_tensor_vector_dot,
    eshkol_tensor_contract, eshkol_tensor_reshape, eshkol_hash, eshkol_vector_ref, eshkol_tensor_zeros,
    eshkol_tensor_add, eshkol_tensor_ref, eshkol_tensor_transpose, eshkol_tensor_cast, eshkol_max,
    eshkol_expt, eshkol_tensor_broadcast_to, eshkol_tensor_flip, eshkol_tensor_tile;
F3 eshkol_vector_copy, eshkol_tensor_sum, eshkol_tensor_amax, eshkol_tensor_argmax, eshkol_tensor_mean,
    eshkol_hash_table_set_x, eshkol_internal_hash_table_ref, eshkol_tensor_set_x, eshkol_tensor_where,
    eshkol_tensor_all, eshkol_tensor_concat, eshkol_tensor_moveaxis, eshkol_tensor_pad, eshkol_tensor_repeat,
    eshkol_tensor_roll, eshkol_tensor_split, eshkol_take;
F4 eshkol_tensor_slice, eshkol_tensor_variance;
Word eshkol_read_literal(const char *text, int64_t length);
}

static Word flonum(double value) { return fromDouble(value); }

/// What `read` makes of a text; it may be changed.
static Word value(std::string_view text) {
  Word datum = eshkol_read_literal(text.data(), int64_t(text.size()));
  if (isTensor(datum))
    headerOf(datum)->flags = 0;
  return datum;
}
static std::string shown(Word value) { return text(toText(value, false)); }
static std::string written(Word value) { return text(toText(value, true)); }

//===----------------------------------------------------------------------===//
// The objects
//===----------------------------------------------------------------------===//

TEST(Tensors, ElementsAreAlignedAndInsideOfTheObject) {
  for (int rank = 0; rank < 5; ++rank)
    for (int64_t size : {1, 2, 3, 100}) {
      int64_t sizes[] = {size, 1, 1, 1, 1};
      Tensor *tensor = makeZeros(DType::I8, {sizes, uint32_t(rank)});
      EXPECT_EQ(reinterpret_cast<uintptr_t>(tensor->data) % TensorAlignment, 0u);
      EXPECT_EQ(tensor->count, rank == 0 ? 1 : size);
      std::memset(tensor->data, 1, tensor->bytes()); // AddressSanitizer looks.
    }
}

TEST(Tensors, KeepTheirContentWhenMemoryIsCollected) {
  Word kept = Nil;
  for (int64_t i = 0; i < 2000; ++i) {
    int64_t size = i % 40 + 1;
    Tensor *tensor = makeTensor(DType::I64, {&size, 1});
    for (int64_t j = 0; j < size; ++j)
      tensor->elements<int64_t>()[j] = i;
    if (i % 10 == 0)
      kept = cons(wordOf(tensor), kept);
    allocate(10000);
  }
  for (int64_t i = 1990; isPair(kept); kept = cdr(kept), i -= 10)
    for (int64_t j = 0; j < as<Tensor>(car(kept))->count; ++j)
      ASSERT_EQ(elementAt(as<Tensor>(car(kept)), j), number(i));
}

TEST(Tensors, TooLargeOnesAreAnError) {
  int64_t sizes[] = {int64_t(1) << 40, int64_t(1) << 40, int64_t(1) << 40};
  EXPECT_TRUE(raises("not enough memory", [&] { makeTensor(DType::F64, {sizes, 3}); }));
  sizes[1] = 0;
  EXPECT_EQ(makeTensor(DType::F64, {sizes, 3})->count, 0);
  EXPECT_TRUE(raises("zeros: a size cannot be negative", [] { eshkol_tensor_zeros(number(-1), Absent); }));
}

TEST(Tensors, PromotionOfElementTypes) {
  EXPECT_EQ(promote(DType::F16, DType::BF16), DType::F32);
  EXPECT_EQ(promote(DType::I64, DType::F16), DType::F16);
  EXPECT_EQ(promote(DType::Boolean, DType::I8), DType::I8);
  EXPECT_EQ(promote(DType::Complex64, DType::F64), DType::Complex128);
  EXPECT_EQ(promote(DType::Complex64, DType::I64), DType::Complex64);
  EXPECT_EQ(withWeak(DType::F32, DType::F64), DType::F32);
  EXPECT_EQ(withWeak(DType::I32, DType::F64), DType::F64);
  EXPECT_EQ(withWeak(DType::F32, DType::Complex128), DType::Complex64);
  for (int i = 0; i < DTypeCount; ++i)
    for (int j = 0; j < DTypeCount; ++j) {
      DType both = promote(DType(i), DType(j));
      EXPECT_EQ(both, promote(DType(j), DType(i)));
      EXPECT_EQ(promote(both, DType(i)), both);
    }
}

TEST(Tensors, ElementsAsValues) {
  Tensor *narrow = makeZeros(DType::I8, {nullptr, 0});
  EXPECT_EQ(setElement(narrow, 0, number(127)), Conversion::Done);
  EXPECT_EQ(setElement(narrow, 0, number(128)), Conversion::OutOfRange);
  EXPECT_EQ(setElement(narrow, 0, flonum(1)), Conversion::WrongKind);
  EXPECT_EQ(setElement(narrow, 0, symbol("x")), Conversion::NotANumber);
  EXPECT_EQ(elementAt(narrow, 0), number(127));
  castElement(narrow, 0, number(300));
  EXPECT_EQ(elementAt(narrow, 0), number(44)); // the low bits
  castElement(narrow, 0, flonum(-1e300));
  EXPECT_EQ(elementAt(narrow, 0), number(-128)); // the nearest
  castElement(narrow, 0, flonum(NAN));
  EXPECT_EQ(elementAt(narrow, 0), number(0));
  castElement(narrow, 0, flonum(-2.9));
  EXPECT_EQ(elementAt(narrow, 0), number(-2));
  Tensor *wide = makeZeros(DType::I64, {nullptr, 0});
  EXPECT_EQ(setElement(wide, 0, parseNumber("9223372036854775807")), Conversion::Done);
  EXPECT_EQ(setElement(wide, 0, parseNumber("9223372036854775808")), Conversion::OutOfRange);
  castElement(wide, 0, parseNumber("-18446744073709551617"));
  EXPECT_EQ(elementAt(wide, 0), number(-1));
  castElement(wide, 0, flonum(9.3e18));
  EXPECT_TRUE(equal(elementAt(wide, 0), parseNumber("9223372036854775807")));
  Tensor *flag = makeZeros(DType::Boolean, {nullptr, 0});
  EXPECT_EQ(setElement(flag, 0, True), Conversion::Done);
  EXPECT_EQ(elementAt(flag, 0), True);
  EXPECT_EQ(setElement(flag, 0, number(1)), Conversion::WrongKind);
}

TEST(Tensors, ShortFloatsRoundToTheNearestEven) {
  // IEEE 754: between 2048 and 4096 the spacing of binary16 is 2; 65520 is halfway to the next power.
  EXPECT_EQ(float(Half(2049.0f)), 2048.0f);
  EXPECT_EQ(float(Half(2051.0f)), 2052.0f);
  EXPECT_EQ(float(Half(65519.0f)), 65504.0f);
  EXPECT_TRUE(std::isinf(float(Half(65520.0f))));
  EXPECT_EQ(float(Half(0x1p-24f)), 0x1p-24f);
  EXPECT_EQ(float(Half(0x1p-25f)), 0.0f);
  EXPECT_EQ(float(Half(0x1.8p-24f)), 0x1p-23f);
  // Rounded twice, 1 + 2^-11 + 2^-40 would lose the part that decides.
  EXPECT_EQ(float(Half(1 + 0x1p-11 + 0x1p-40)), 1 + 0x1p-10f);
  EXPECT_EQ(float(BFloat(1 + 0x1p-8)), 1.0f);
  EXPECT_EQ(float(BFloat(1 + 0x1p-8 + 0x1p-40)), 1 + 0x1p-7f);
  EXPECT_TRUE(std::isnan(float(BFloat(NAN))));
  EXPECT_TRUE(std::isnan(float(Half(NAN))));
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    Half half;
    half.bits = uint16_t(bits);
    if (float(half) == float(half)) {
      ASSERT_EQ(Half(float(half)).bits, half.bits);
    }
  }
}

TEST(Tensors, EqualityAndHashes) {
  Word a = value("#f64(1.0 2.0)"), b = value("#f64vec(1 2)");
  EXPECT_TRUE(equal(a, b));
  EXPECT_EQ(eshkol_hash(a, Absent), eshkol_hash(b, Absent));
  EXPECT_FALSE(equal(a, value("#f32(1.0 2.0)")));
  EXPECT_FALSE(equal(a, value("#f64mat((1.0 2.0))")));
  EXPECT_FALSE(equal(value("#f64(0.0)"), value("#f64(-0.0)")));
  EXPECT_TRUE(equal(value("#f64(+nan.0)"), value("#f64(+nan.0)")));
  Word table = eshkol_make_equal_hash_table(Absent);
  eshkol_hash_table_set_x(table, a, number(1));
  EXPECT_EQ(eshkol_internal_hash_table_ref(table, b, False), number(1));
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

TEST(Tensors, Printing) {
  EXPECT_EQ(shown(value("#f64mat((1.0 2.5) (-3.0 4.0))")), "[[1.0 2.5]\n [-3.0 4.0]]");
  EXPECT_EQ(shown(value("#tensor(shape: (2 1 2), data: (1 2 3 4))")), "[[[1 2]]\n [[3 4]]]");
  EXPECT_EQ(shown(value("#f32(0.1 1e10 16777217)")), "[0.1 10000000000.0 16777216.0]");
  EXPECT_EQ(shown(value("#f16(0.1 65504)")), "[0.1 65500.0]");
  EXPECT_EQ(shown(value("#tensor(shape: (0), dtype: f64, data: ())")), "[]");
  EXPECT_EQ(shown(value("#i1(#t #f)")), "[#t #f]");
  EXPECT_EQ(shown(value("#complex64(1+2i)")), "[1.0+2.0i]");
  EXPECT_EQ(written(value("#i32mat((1 2) (3 4))")), "#tensor(shape: (2 2), dtype: i32, data: ((1 2) (3 4)))");
  Word large = eshkol_tensor_zeros(list(number(7), number(200)), Absent);
  EXPECT_EQ(shown(large).substr(0, 33), "[[0.0 0.0 0.0 ... 0.0 0.0 0.0]\n [");
  EXPECT_EQ(shown(eshkol_tensor_zeros(number(1000), Absent)).find("..."), std::string::npos);
  // A message does not go through all elements.
  Word huge = eshkol_tensor_zeros(number(10000000), Absent);
  EXPECT_LT(text(toText(huge, true, 100)).size(), 200u);
}

TEST(Tensors, WhatIsWrittenReadsBack) {
  for (const char *literal :
       {"#f64(1.5 +inf.0 -0.0)", "#f32mat((0.1 0.2) (3e30 1e-40))", "#bf16(3.14 -1e30)", "#f16(0.1 6e-8)",
        "#i64(-9223372036854775808)", "#i8matrix((1) (2))", "#i1(#t)", "#complex128(1+2.5i)",
        "#tensor(shape: (2 0), dtype: f32, data: ())", "#tensor(shape: (2 2), data: (1 2 3 4))",
        "#tensor(shape: (), dtype: f64, data: 5.0)", "#tensor(data: ((1.0)), shape: (1 1))"}) {
    Word tensor = value(literal);
    ASSERT_TRUE(isTensor(tensor)) << literal;
    EXPECT_TRUE(equal(tensor, value(written(tensor)))) << written(tensor);
  }
  for (const char *wrong :
       {"#f64(a)", "#f64mat((1 2) (3))", "#f64mat(1)", "#i8(128)", "#i64(1.5)",
        "#tensor(shape: (2), data: (1))", "#tensor(shape: (2))", "#tensor(shape: (-1), data: ())",
        "#tensor(shape: (1), dtype: x, data: (1))", "#tensor(shape: (1) shape: (1))", "#tensor(data)"})
    EXPECT_TRUE(raises("line 1", [&] { value(wrong); })) << wrong;
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

TEST(Tensors, Arithmetic) {
  Word row = value("#f32(1 2)"), column = value("#f32mat((10) (20))");
  EXPECT_TRUE(equal(eshkol_add(row, column), value("#f32mat((11 12) (21 22))")));
  EXPECT_TRUE(equal(eshkol_multiply(flonum(2.5), row), value("#f32(2.5 5)")));
  EXPECT_TRUE(equal(eshkol_multiply(flonum(2.5), value("#i8(1 2)")), value("#f64(2.5 5)")));
  EXPECT_TRUE(equal(eshkol_add(value("#i8(127)"), number(1)), value("#i8(-128)")));
  EXPECT_TRUE(equal(eshkol_divide(value("#i32(1)"), number(2)), value("#f64(0.5)")));
  EXPECT_TRUE(equal(eshkol_less(row, number(2)), value("#i1(#t #f)")));
  EXPECT_TRUE(equal(eshkol_expt(value("#i64(2 -3)"), number(3)), value("#i64(8 -27)")));
  EXPECT_TRUE(equal(eshkol_max(row, number(2)), value("#f32(2 2)")));
  EXPECT_TRUE(equal(eshkol_add(eshkol_vector(numbers({1, 2})), row), value("#f32(2 4)")));
  EXPECT_TRUE(equal(eshkol_exp(value("#f32(0)")), value("#f32(1)")));
  EXPECT_TRUE(equal(eshkol_tensor_tanh(number(0)), flonum(0)));
  EXPECT_TRUE(equal(eshkol_tensor_where(value("#i1(#t #f)"), number(1), value("#f32mat((5 6))")),
                    value("#f32mat((1 6))")));
}

TEST(Tensors, ArithmeticErrors) {
  Word tensor = eshkol_tensor_zeros(list(number(2), number(3)), Absent);
  EXPECT_TRUE(
      raises("tensor-add: shapes [2 3] and [4] do not broadcast: dimensions 3 and 4, counted from the "
             "end at 1, differ",
             [&] { eshkol_tensor_add(tensor, list(eshkol_tensor_zeros(number(4), Absent))); }));
  EXPECT_TRUE(raises("+: argument 2 must be a number", [&] { eshkol_add(tensor, symbol("x")); }));
  EXPECT_TRUE(raises("+: 300 does not fit in i8, which holds -128 to 127",
                     [] { eshkol_add(value("#i8(1)"), number(300)); }));
  EXPECT_TRUE(raises("+: truth values", [] { eshkol_add(value("#i1(#t)"), value("#i1(#t)")); }));
  EXPECT_TRUE(raises("<: complex numbers have no order",
                     [] { eshkol_less(value("#complex64(+i)"), value("#complex64(+i)")); }));
  EXPECT_TRUE(raises("matmul: shape mismatch: cannot contract dimension 3 with 2",
                     [&] { eshkol_tensor_matmul(tensor, tensor); }));
}

TEST(Tensors, Reductions) {
  Word matrix = value("#i8mat((1 2 3) (4 5 100))");
  EXPECT_EQ(eshkol_tensor_sum(matrix, Absent, Absent), number(115));
  EXPECT_TRUE(equal(eshkol_tensor_sum(matrix, number(0), Absent), value("#i64(5 7 103)")));
  EXPECT_TRUE(equal(eshkol_tensor_sum(matrix, number(-1), True), value("#i64mat((6) (109))")));
  EXPECT_TRUE(equal(eshkol_tensor_mean(matrix, number(1), Absent), value("#f64(2 36.333333333333336)")));
  EXPECT_EQ(eshkol_tensor_argmax(matrix, Absent, Absent), number(5));
  Word withNan = value("#f64(1 +nan.0 3)");
  EXPECT_TRUE(std::isnan(toDouble(eshkol_tensor_amax(withNan, Absent, Absent))));
  EXPECT_EQ(eshkol_tensor_argmax(withNan, Absent, Absent), number(1));
  EXPECT_EQ(eshkol_tensor_all(withNan, Absent, Absent), True);
  EXPECT_TRUE(equal(eshkol_tensor_variance(value("#f64(1 2 3 4)"), Absent, Absent, number(0)), flonum(1.25)));
  // Axes that are not side by side.
  Word cube = value("#tensor(shape: (2 2 2), data: (1 2 3 4 5 6 7 8))");
  EXPECT_TRUE(equal(eshkol_tensor_sum(cube, numbers({0, 2}), Absent), value("#i64(14 22)")));
  EXPECT_TRUE(
      raises("sum: a dimension is named twice", [&] { eshkol_tensor_sum(cube, numbers({0, -3}), Absent); }));
  EXPECT_TRUE(raises("amax: no elements", [] { eshkol_tensor_amax(value("#f64()"), Absent, Absent); }));
  // 0.1 a million times, by halves.
  Word many = eshkol_add(eshkol_tensor_zeros(number(1000000), Absent), flonum(0.1));
  EXPECT_NEAR(toDouble(eshkol_tensor_sum(many, Absent, Absent)), 100000, 1e-9);
}

TEST(Tensors, ProductsOfMatricesAreSumsOfProducts) {
  std::mt19937 random(7);
  for (DType dtype : {DType::F64, DType::F32, DType::I32, DType::I8, DType::F16, DType::Complex128})
    for (int64_t rows : {1, 3, 4, 9})
      for (int64_t inner : {0, 1, 5, 600})
        for (int64_t columns : {1, 7, 16, 21}) {
          int64_t left[] = {rows, inner}, right[] = {inner, columns};
          Tensor *a = makeTensor(dtype, {left, 2}), *b = makeTensor(dtype, {right, 2});
          for (Tensor *tensor : {a, b})
            for (int64_t i = 0; i < tensor->count; ++i)
              castElement(tensor, i, number(int64_t(random() % 3) - 1));
          Word product = eshkol_tensor_matmul(wordOf(a), wordOf(b));
          const int64_t *x = castTensor(a, DType::I64)->elements<int64_t>();
          const int64_t *y = castTensor(b, DType::I64)->elements<int64_t>();
          Tensor *result = castTensor(as<Tensor>(product), DType::I64);
          for (int64_t i = 0; i < rows; ++i)
            for (int64_t j = 0; j < columns; ++j) {
              int64_t sum = 0;
              for (int64_t k = 0; k < inner; ++k)
                sum += x[i * inner + k] * y[k * columns + j];
              ASSERT_EQ(elementAt(result, i * columns + j), number(dtype == DType::I8 ? int8_t(sum) : sum));
            }
        }
}

TEST(Tensors, InstructionSetsAgree) {
  EXPECT_TRUE(raises("set-simd-optimization-level!: argument 1 must be from 0 to 3",
                     [] { eshkol_set_simd_optimization_level_x(number(4)); }));
  int64_t highest = toFixnum(eshkol_set_simd_optimization_level_x(number(3)));
  EXPECT_GE(highest, 1);
  std::mt19937 random(11);
  auto sample = [&](DType dtype, int64_t rows, int64_t columns) {
    int64_t sizes[] = {rows, columns};
    Tensor *tensor = makeTensor(dtype, {sizes, 2});
    for (int64_t i = 0; i < tensor->count; ++i)
      castElement(tensor, i, flonum(std::ldexp(double(random() % 4096) - 2048, -6)));
    return wordOf(tensor);
  };
  for (DType dtype : {DType::F32, DType::F64}) {
    // The products are exact, so that the order of sums and FMA make no difference.
    Word a = sample(dtype, 13, 37), b = sample(dtype, 37, 29), row = sample(dtype, 1, 37);
    Word expected = Unspecified;
    for (int64_t level = 0; level <= highest; ++level) {
      EXPECT_EQ(eshkol_set_simd_optimization_level_x(number(level)), number(level));
      Word found = list(eshkol_add(a, row), eshkol_multiply(row, a), eshkol_divide(a, flonum(3)),
                        eshkol_subtract(flonum(1), a), eshkol_tensor_sum(a, Absent, Absent),
                        dtype == DType::F64 ? eshkol_tensor_matmul(a, b) : Nil);
      if (level == 0)
        expected = found;
      EXPECT_TRUE(equal(found, expected)) << "level " << level;
    }
  }
  eshkol_set_simd_optimization_level_x(number(3));
#ifdef __x86_64__
  EXPECT_EQ(car(eshkol_current_simd_features()), symbol("sse2"));
#endif
}

TEST(Tensors, ShapesAndAccess) {
  Word matrix = value("#i64mat((1 2 3) (4 5 6))");
  EXPECT_TRUE(equal(eshkol_tensor_transpose(matrix, Absent), value("#i64mat((1 4) (2 5) (3 6))")));
  EXPECT_TRUE(equal(eshkol_tensor_reshape(matrix, numbers({-1, 2})), value("#i64mat((1 2) (3 4) (5 6))")));
  EXPECT_EQ(eshkol_tensor_ref(matrix, numbers({1, -1})), number(6));
  EXPECT_TRUE(equal(eshkol_vector_ref(matrix, number(1)), value("#i64(4 5 6)")));
  EXPECT_EQ(eshkol_vector_length(matrix), number(2));
  EXPECT_EQ(eshkol_length(matrix), number(2));
  EXPECT_TRUE(equal(eshkol_vector_copy(matrix, number(1), Absent), value("#i64mat((4 5 6))")));
  eshkol_tensor_set_x(matrix, number(0), list(number(0), number(9)));
  EXPECT_EQ(eshkol_tensor_ref(matrix, numbers({0, 0})), number(9));
  EXPECT_TRUE(equal(eshkol_tensor_shape(matrix), numbers({2, 3})));
  EXPECT_TRUE(equal(eshkol_tensor_slice(matrix, numbers({0, 2}), numbers({2, 0}), numbers({1, -1})),
                    value("#i64mat((3 2) (6 5))")));
  EXPECT_TRUE(equal(eshkol_tensor_contract(value("#i64mat((1 2) (3 4))"), numbers({0, 1})), number(5)));
  EXPECT_TRUE(equal(eshkol_tensor_concat(symbol("concat"), list(matrix, matrix), number(1)),
                    value("#i64mat((9 2 3 9 2 3) (4 5 6 4 5 6))")));
  EXPECT_TRUE(equal(eshkol_tensor_cast(value("#f64(1.9 -1.9)"), symbol("i8")), value("#i8(1 -1)")));
  EXPECT_TRUE(raises("tensor-ref: index 2 is out of range for dimension 0 of size 2",
                     [&] { eshkol_tensor_ref(matrix, numbers({2, 0})); }));
  EXPECT_TRUE(raises("reshape: 6 elements of shape [2 3] cannot be divided by 4",
                     [&] { eshkol_tensor_reshape(matrix, numbers({4, -1})); }));
  Word literal = eshkol_read_literal("#f64(1)", 7);
  EXPECT_TRUE(raises("tensor-set!: argument 1 must be a mutable tensor",
                     [&] { eshkol_tensor_set_x(literal, number(0), list(number(1))); }));
}

TEST(Tensors, ElementsAtOtherPlaces) {
  Word matrix = value("#i64mat((1 2 3) (4 5 6))");
  EXPECT_EQ(shown(eshkol_tensor_flip(matrix, Absent)), "[[6 5 4]\n [3 2 1]]");
  EXPECT_EQ(shown(eshkol_tensor_flip(matrix, number(-1))), "[[3 2 1]\n [6 5 4]]");
  EXPECT_EQ(shown(eshkol_tensor_roll(matrix, number(1), Absent)), "[[6 1 2]\n [3 4 5]]");
  EXPECT_EQ(shown(eshkol_tensor_roll(matrix, numbers({-4, 3}), numbers({1, 0}))), "[[5 6 4]\n [2 3 1]]");
  EXPECT_TRUE(
      raises("roll: 2 shifts for 1 axis", [=] { eshkol_tensor_roll(matrix, numbers({1, 2}), number(0)); }));
  Word cube = eshkol_tensor_zeros(numbers({2, 3, 4}), Absent);
  EXPECT_TRUE(
      equal(eshkol_tensor_shape(eshkol_tensor_moveaxis(cube, number(0), number(-1))), numbers({3, 4, 2})));
}

TEST(Tensors, Repetition) {
  Word vector = value("#i64(1 2)");
  EXPECT_EQ(shown(eshkol_tensor_broadcast_to(vector, numbers({2, 2}))), "[[1 2]\n [1 2]]");
  EXPECT_TRUE(raises("broadcast-to: shape [2] does not broadcast to [3]",
                     [=] { eshkol_tensor_broadcast_to(vector, number(3)); }));
  EXPECT_EQ(shown(eshkol_tensor_tile(vector, numbers({2, 2}))), "[[1 2 1 2]\n [1 2 1 2]]");
  EXPECT_EQ(shown(eshkol_tensor_tile(vector, number(0))), "[]");
  EXPECT_EQ(shown(eshkol_tensor_repeat(vector, number(2), Absent)), "[1 1 2 2]");
  EXPECT_EQ(shown(eshkol_tensor_repeat(vector, numbers({0, 3}), Absent)), "[2 2 2]");
  EXPECT_TRUE(raises("repeat: a size of 1000000000000000000 is more than any memory holds",
                     [=] { eshkol_tensor_repeat(vector, number(1000000000000000000), Absent); }));
  EXPECT_TRUE(raises("repeat: expected a count for each of 2 elements, but got 3",
                     [=] { eshkol_tensor_repeat(vector, numbers({1, 2, 3}), Absent); }));
}

TEST(Tensors, PartsAndPadding) {
  Word matrix = value("#i64mat((1 2 3) (4 5 6))");
  EXPECT_EQ(shown(eshkol_take(matrix, numbers({2, -3}), number(1))), "[[3 1]\n [6 4]]");
  EXPECT_EQ(shown(eshkol_take(matrix, number(1), Absent)), "[4 5 6]");
  EXPECT_TRUE(equal(eshkol_take(numbers({7, 8, 9}), number(2), Absent), numbers({7, 8})));
  EXPECT_TRUE(raises("take: index 2 is out of range for dimension 0 of size 2",
                     [=] { eshkol_take(matrix, numbers({0, 2}), Absent); }));
  Word parts = eshkol_tensor_split(matrix, number(3), number(1));
  EXPECT_EQ(shown(car(parts)), "[[1]\n [4]]");
  EXPECT_EQ(shown(eshkol_tensor_split(matrix, numbers({1, -1}), number(1))),
            "([[1]\n [4]] [[2]\n [5]] [[3]\n [6]])");
  EXPECT_TRUE(raises("split: size 3 cannot be split into 2 equal parts",
                     [=] { eshkol_tensor_split(matrix, number(2), number(1)); }));
  EXPECT_TRUE(raises("split: position 4 is out of order or beyond size 3",
                     [=] { eshkol_tensor_split(matrix, numbers({4}), number(1)); }));
  Word row = value("#i64(1 2)");
  EXPECT_EQ(shown(eshkol_tensor_pad(row, number(1), number(9))), "[9 1 2 9]");
  EXPECT_EQ(shown(eshkol_tensor_pad(row, numbers({0, 2}), Absent)), "[1 2 0 0]");
  EXPECT_EQ(shown(eshkol_tensor_pad(matrix, list(numbers({1, 0}), numbers({0, 1})), Absent)),
            "[[0 0 0 0]\n [1 2 3 0]\n [4 5 6 0]]");
  EXPECT_TRUE(raises("pad: a width cannot be negative", [=] { eshkol_tensor_pad(row, number(-1), Absent); }));
}

TEST(Tensors, Vectors) {
  Word exact = eshkol_vector(list(number(1), divide(number(1), number(2))));
  EXPECT_TRUE(equal(eshkol_tensor_vector_add(exact, exact), eshkol_vector(numbers({2, 1}))));
  EXPECT_TRUE(equal(eshkol_tensor_vector_magnitude(eshkol_vector(numbers({3, 4}))), number(5)));
  EXPECT_DOUBLE_EQ(toDouble(eshkol_tensor_vector_magnitude(value("#f64(3e200 4e200)"))), 5e200);
  EXPECT_DOUBLE_EQ(toDouble(eshkol_tensor_vector_magnitude(value("#f64(3e-200 4e-200)"))), 5e-200);
  EXPECT_TRUE(equal(eshkol_tensor_vector_dot(value("#f64(1 2 3)"), value("#f64(4 5 6)")), flonum(32)));
  EXPECT_TRUE(raises("vector-add: shapes [2] and [1] differ",
                     [&] { eshkol_tensor_vector_add(exact, eshkol_vector(numbers({1}))); }));
}
