//===- EqualityTest.cpp ----------------------------------------------------===//

#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tests/Data.h"

#include <random>
#include <vector>

extern "C" {
F1 eshkol_vector, eshkol_bytevector, eshkol_box;
F2 eshkol_eq_p, eshkol_eqv_p, eshkol_boolean_equal_p, eshkol_hash;
}

TEST(Equality, OfAtoms) {
  EXPECT_EQ(eshkol_eqv_p(symbol("a"), symbol("a")), True);
  EXPECT_EQ(eshkol_eqv_p(string(""), string("")), False);
  EXPECT_EQ(eshkol_eqv_p(False, Nil), False);
  EXPECT_EQ(eshkol_eqv_p(number(2), eshkol::fromDouble(2.0)), False);
  EXPECT_EQ(eshkol_eqv_p(eshkol::fromDouble(0.0), eshkol::fromDouble(-0.0)), False);
  EXPECT_EQ(eshkol_eqv_p(eshkol::fromDouble(1e300), eshkol::fromDouble(1e300)), True);
  Word big = eshkol::parseNumber("100000000000000000000"),
       same = eshkol::parseNumber("100000000000000000000");
  EXPECT_EQ(eshkol_eqv_p(big, same), True);
  EXPECT_EQ(eshkol_eq_p(big, same), False);
  EXPECT_TRUE(equal(big, same));
  EXPECT_TRUE(equal(string("abc"), string("abc")));
  EXPECT_FALSE(equal(string("abc"), symbol("abc")));
  EXPECT_FALSE(equal(string("abc"), string("abd")));
  EXPECT_TRUE(equal(eshkol_bytevector(numbers({1, 2})), eshkol_bytevector(numbers({1, 2}))));
  EXPECT_FALSE(equal(eshkol_bytevector(numbers({1, 2})), eshkol_vector(numbers({1, 2}))));
  EXPECT_FALSE(equal(eshkol_bytevector(numbers({1, 2})), eshkol_bytevector(numbers({1, 3}))));
  EXPECT_EQ(eshkol_boolean_equal_p(True, list(True, True)), True);
  EXPECT_EQ(eshkol_boolean_equal_p(True, list(False)), False);
  EXPECT_TRUE(raises("boolean=?: argument 3", [] { eshkol_boolean_equal_p(True, list(False, Nil)); }));
}

TEST(Equality, OfStructures) {
  auto tree = [](int64_t last) {
    return list(symbol("a"),
                list(symbol("b"), eshkol_vector(list(number(1), list(string("x")), number(last)))),
                eshkol_vector(Nil));
  };
  EXPECT_TRUE(equal(tree(1), tree(1)));
  EXPECT_FALSE(equal(tree(1), tree(2)));
  EXPECT_FALSE(equal(numbers({1, 2}), numbers({1, 2, 3})));
  EXPECT_FALSE(equal(eshkol::cons(number(1), number(2)), numbers({1, 2})));
  EXPECT_FALSE(equal(eshkol_vector(numbers({1})), eshkol_vector(numbers({1, 2}))));
  EXPECT_EQ(eshkol_hash(tree(1), Absent), eshkol_hash(tree(1), Absent));
}

/// A list nested in car or a chain of vectors, `depth` deep.
static Word nested(int depth, Word inner, bool vectors) {
  for (; depth > 0; --depth)
    inner = vectors ? eshkol_vector(list(number(1), inner)) : eshkol::cons(inner, number(1));
  return inner;
}

TEST(Equality, OfDeepStructures) {
  for (bool vectors : {false, true}) {
    EXPECT_TRUE(equal(nested(400000, Nil, vectors), nested(400000, Nil, vectors)));
    EXPECT_FALSE(equal(nested(400000, Nil, vectors), nested(400000, True, vectors)));
    EXPECT_EQ(eshkol_hash(nested(400000, Nil, vectors), Absent),
              eshkol_hash(nested(400000, Nil, vectors), Absent));
  }
}

TEST(Equality, OfCyclicStructures) {
  // R7RS 6.1: a list that repeats itself after two or after three elements.
  EXPECT_TRUE(equal(circular({1, 1}), circular({1, 1, 1})));
  EXPECT_FALSE(equal(circular({1, 2}), circular({1, 2, 1})));
  EXPECT_FALSE(equal(circular({1, 2}), numbers({1, 2, 1, 2})));
  EXPECT_EQ(eshkol_hash(circular({1, 1}), Absent), eshkol_hash(circular({1, 1, 1}), Absent));
  Word a = eshkol_vector(list(Nil, Nil)), b = eshkol_vector(list(Nil, Nil));
  for (int i = 0; i < 2; ++i) {
    eshkol::as<eshkol::Vector>(a)->elements[i] = b;
    eshkol::as<eshkol::Vector>(b)->elements[i] = a;
  }
  EXPECT_TRUE(equal(a, b));
  Word cars = eshkol::cons(Nil, Nil), others = eshkol::cons(Nil, Nil);
  eshkol::pairOf(cars)->car = cars;
  eshkol::pairOf(others)->car = eshkol::cons(others, Nil);
  EXPECT_TRUE(equal(cars, others));
}

/// Each pair has the next one twice: 2^depth paths.
static Word shared(int depth, Word inner) {
  for (; depth > 0; --depth)
    inner = eshkol::cons(inner, inner);
  return inner;
}

TEST(Equality, OfSharedStructures) {
  EXPECT_TRUE(equal(shared(1000, Nil), shared(1000, Nil)));
  EXPECT_TRUE(equal(shared(100000, Nil), shared(100000, Nil)));
  EXPECT_FALSE(equal(shared(1000, Nil), shared(1000, True)));
}

/// Vectors of a number and two other vectors: the next one and one at random.
static Word graph(int size, int64_t lastNumber) {
  std::mt19937 random(1);
  Word nodes = eshkol::makeVector(size, Nil);
  auto at = [nodes](int index) -> Word & { return eshkol::as<eshkol::Vector>(nodes)->elements[index]; };
  for (int i = 0; i < size; ++i)
    at(i) = eshkol_vector(numbers({i == size - 1 ? lastNumber : 0, 0, 0}));
  for (int i = 0; i < size; ++i) {
    eshkol::as<eshkol::Vector>(at(i))->elements[1] = at(static_cast<int>(random() % size));
    eshkol::as<eshkol::Vector>(at(i))->elements[2] = at((i + 1) % size);
  }
  return at(0);
}

TEST(Equality, OfGraphs) {
  for (int size : {1, 2, 30, 10000}) {
    EXPECT_TRUE(equal(graph(size, 1), graph(size, 1)));
    EXPECT_FALSE(equal(graph(size, 1), graph(size, 2)));
  }
}
