//===- TensorMemoryTest.cpp - tensors that die with their last use ---------===//

#include "runtime/host/Regions.h"
#include "runtime/host/tensors/Tensor.h"
#include "runtime/host/tests/Data.h"

#include <gc.h>

using namespace eshkol;

extern "C" {
F1 eshkol_set_simd_optimization_level_x;
F2 eshkol_release, eshkol_subtract;
F3 eshkol_add_reusing, eshkol_subtract_reusing, eshkol_multiply_reusing, eshkol_divide_reusing,
    eshkol_combine_subtract_reusing, eshkol_combine_maximum_reusing;
}

constexpr Word None = 0, First = 1, Second = 2, Both = 3;
constexpr int64_t Many = 1000;

/// The numbers from `first` on, in rows of this length.
static Word counted(double first, int64_t rows = 1, int64_t columns = Many, DType dtype = DType::F64) {
  int64_t sizes[] = {rows, columns};
  Tensor *tensor = makeTensor(dtype, {sizes, 2});
  for (int64_t i = 0; i < tensor->count; ++i)
    castElement(tensor, i, fromDouble(first + double(i)));
  return wordOf(tensor);
}

static double at(Word tensor, int64_t index) { return toDouble(elementAt(as<Tensor>(tensor), index)); }
static bool isAllocated(Word tensor) { return GC_base(as<Tensor>(tensor)) == as<Tensor>(tensor); }

TEST(TensorMemory, ResultsTakeThePlaceOfOperands) {
  for (int level = 0; level < 4; ++level) {
    eshkol_set_simd_optimization_level_x(number(level));
    Word a = counted(1), b = counted(5);
    EXPECT_EQ(eshkol_add_reusing(a, b, First), a);
    for (int64_t i = 0; i < Many; ++i)
      ASSERT_EQ(at(a, i), double(6 + 2 * i));
    EXPECT_EQ(eshkol_subtract_reusing(a, b, Second), b);
    for (int64_t i = 0; i < Many; ++i)
      ASSERT_EQ(at(b, i), double(1 + i));
    EXPECT_EQ(eshkol_multiply_reusing(fromDouble(2), b, Second), b);
    EXPECT_EQ(eshkol_divide_reusing(b, fromDouble(4), First), b);
    EXPECT_EQ(eshkol_multiply_reusing(b, b, Both), b);
    for (int64_t i = 0; i < Many; ++i)
      ASSERT_EQ(at(b, i), double(1 + i) * double(1 + i) / 4);
  }
  eshkol_set_simd_optimization_level_x(number(3));
}

TEST(TensorMemory, ResultsOfOtherShapesAndTypesDoNot) {
  Word row = counted(1), column = counted(1, 3, 1), integers = counted(1, 1, Many, DType::I64);
  Word spread = eshkol_add_reusing(row, column, None);
  EXPECT_NE(spread, row);
  EXPECT_EQ(at(spread, 2 * Many + 5), 9);
  // The row is read for each row of the result.
  Word matrix = counted(0, 3), sum = eshkol_combine_subtract_reusing(matrix, row, First);
  EXPECT_EQ(sum, matrix);
  EXPECT_EQ(at(sum, 2 * Many + 5), 2 * Many + 5 - 6);
  Word converted = eshkol_add_reusing(integers, row, First);
  EXPECT_NE(converted, integers);
  EXPECT_NE(converted, row);
  EXPECT_EQ(at(converted, 7), 16);
  EXPECT_FALSE(isAllocated(integers));
  EXPECT_TRUE(isAllocated(row));
}

TEST(TensorMemory, OtherOperandsAreReleased) {
  Word a = counted(1), b = counted(2);
  EXPECT_EQ(eshkol_add_reusing(a, b, Both), a);
  EXPECT_FALSE(isAllocated(b));
  Word c = counted(2), greatest = eshkol_combine_maximum_reusing(a, c, Both);
  EXPECT_TRUE(greatest == a || !isAllocated(a));
  EXPECT_TRUE(greatest == c || !isAllocated(c));
  EXPECT_EQ(eshkol_release(greatest, greatest), Unspecified);
  EXPECT_TRUE(isAllocated(greatest));
  eshkol_release(greatest, Nil);
  EXPECT_FALSE(isAllocated(greatest));
  for (Word other : {Nil, number(1), string("a"), list(number(1))})
    eshkol_release(other, Nil);
}

TEST(TensorMemory, StaysFlat) {
  constexpr int64_t Large = int64_t(1) << 17;
  Word x = counted(0, 1, Large), narrow = counted(0, 1, Large, DType::F32);
  size_t before = GC_get_heap_size();
  for (int i = 0; i < 1000; ++i) {
    Word next = eshkol_subtract_reusing(eshkol_add_reusing(x, narrow, None), x, First);
    eshkol_release(x, next);
    x = next;
  }
  EXPECT_EQ(at(x, 3), 3);
  EXPECT_LT(GC_get_heap_size() - before, size_t(32) << 20);
}

TEST(TensorMemory, ConditionsKeepWhatTheyHold) {
  Word held = counted(1);
  keepTensor(held);
  eshkol_release(held, Nil);
  EXPECT_TRUE(isAllocated(held));
  EXPECT_NE(eshkol_add_reusing(held, number(1), First), held);
  EXPECT_EQ(at(held, 0), 1);
  keepTensor(number(1));
}

TEST(TensorMemory, RegionsKeepTheirs) {
  Region *region = makeRegion(commonArena());
  enterRegion(region);
  Word inside = counted(1);
  eshkol_release(inside, Nil);
  EXPECT_EQ(at(inside, 0), 1);
  leaveRegion(region, Nil);
}
