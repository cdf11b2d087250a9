//===- VectorsTest.cpp -----------------------------------------------------===//

#include "runtime/host/tests/Data.h"

extern "C" {
F1 eshkol_vector, eshkol_vector_length, eshkol_list_to_vector, eshkol_vector_append, eshkol_bytevector,
    eshkol_bytevector_length, eshkol_bytevector_append;
F2 eshkol_make_vector, eshkol_vector_ref, eshkol_vref, eshkol_vector_grow, eshkol_make_bytevector,
    eshkol_bytevector_u8_ref;
F3 eshkol_vector_set_x, eshkol_vector_to_list, eshkol_vector_copy, eshkol_subvector,
    eshkol_bytevector_u8_set_x, eshkol_bytevector_copy;
F4 eshkol_vector_fill_x, eshkol_bytevector_fill_x;
F5 eshkol_vector_copy_x, eshkol_bytevector_copy_x;
F6 eshkol_internal_vector_of;
}

static Word vector(std::initializer_list<int64_t> values) { return eshkol_vector(numbers(values)); }
static Word bytes(std::initializer_list<int64_t> values) { return eshkol_bytevector(numbers(values)); }

/// What the compiler makes of (vector 1 2) and the like.
TEST(Vectors, OfFewElements) {
  Word a = number(1), b = number(2), c = number(3), d = number(4), e = number(5);
  EXPECT_TRUE(
      equal(eshkol_internal_vector_of(number(0), Absent, Absent, Absent, Absent, Absent), vector({})));
  EXPECT_TRUE(equal(eshkol_internal_vector_of(number(2), a, b, Absent, Absent, Absent), vector({1, 2})));
  EXPECT_TRUE(equal(eshkol_internal_vector_of(number(5), a, b, c, d, e), vector({1, 2, 3, 4, 5})));
}

TEST(Vectors, MakingAndReading) {
  EXPECT_TRUE(equal(eshkol_make_vector(number(3), number(7)), vector({7, 7, 7})));
  EXPECT_EQ(eshkol_vector_length(eshkol_make_vector(number(0), Absent)), number(0));
  EXPECT_EQ(eshkol_vector_ref(vector({1, 1, 2, 3, 5, 8, 13, 21}), number(5)), number(8)); // R7RS 6.8
  EXPECT_EQ(eshkol_vref(vector({4, 5}), number(1)), number(5));
  EXPECT_TRUE(equal(eshkol_list_to_vector(numbers({1, 2})), vector({1, 2})));
  EXPECT_TRUE(equal(eshkol_vector_to_list(vector({1, 2, 3}), number(1), number(2)), numbers({2})));
  EXPECT_TRUE(equal(eshkol_vector_copy(vector({1, 8, 2, 8}), number(2), number(4)), vector({2, 8})));
  EXPECT_TRUE(equal(eshkol_subvector(vector({1, 2, 3}), number(0), number(2)), vector({1, 2})));
  EXPECT_TRUE(equal(eshkol_vector_append(list(vector({1}), vector({}), vector({2, 3}))), vector({1, 2, 3})));
  Word grown = eshkol_vector_grow(vector({1, 2}), number(3));
  EXPECT_EQ(eshkol_vector_ref(grown, number(1)), number(2));
  EXPECT_EQ(eshkol_vector_length(grown), number(3));
}

TEST(Vectors, Changing) {
  Word a = vector({1, 2, 3, 4, 5}), b = vector({10, 20, 30, 40, 50});
  eshkol_vector_copy_x(b, number(1), a, number(0), number(2));
  EXPECT_TRUE(equal(b, vector({10, 1, 2, 40, 50}))); // R7RS 6.8
  eshkol_vector_copy_x(a, number(1), a, number(0), number(4));
  EXPECT_TRUE(equal(a, vector({1, 1, 2, 3, 4})));
  eshkol_vector_fill_x(a, number(0), number(2), number(4));
  EXPECT_TRUE(equal(a, vector({1, 1, 0, 0, 4})));
  eshkol_vector_set_x(a, number(0), symbol("x"));
  EXPECT_EQ(eshkol_vector_ref(a, number(0)), symbol("x"));
}

TEST(Vectors, Errors) {
  Word sample = vector({1, 2, 3}), literal = vector({1, 2, 3});
  eshkol::headerOf(literal)->flags |= eshkol::Immutable;
  EXPECT_TRUE(raises("vector-ref: argument 1 must be a vector", [] { eshkol_vector_ref(Nil, number(0)); }));
  EXPECT_TRUE(raises("vector-ref: argument 2", [&] { eshkol_vector_ref(sample, number(3)); }));
  EXPECT_TRUE(raises("vector-ref: argument 2", [&] { eshkol_vector_ref(sample, number(-1)); }));
  EXPECT_TRUE(raises("vref: argument 2", [&] { eshkol_vref(sample, True); }));
  EXPECT_TRUE(raises("vector-set!: argument 1", [&] { eshkol_vector_set_x(literal, number(0), Nil); }));
  EXPECT_TRUE(raises("vector-set!: argument 2", [&] { eshkol_vector_set_x(sample, number(3), Nil); }));
  EXPECT_TRUE(raises("vector-fill!", [&] { eshkol_vector_fill_x(literal, Nil, Absent, Absent); }));
  EXPECT_TRUE(raises("make-vector", [] { eshkol_make_vector(number(int64_t(1) << 50), Absent); }));
  EXPECT_TRUE(raises("list->vector", [] { eshkol_list_to_vector(circular({1})); }));
  EXPECT_TRUE(raises("vector-copy: argument 3", [&] { eshkol_vector_copy(sample, number(0), number(4)); }));
  EXPECT_TRUE(
      raises("vector-copy!", [&] { eshkol_vector_copy_x(sample, number(1), sample, Absent, Absent); }));
  EXPECT_TRUE(raises("vector-grow", [&] { eshkol_vector_grow(sample, number(2)); }));
  EXPECT_TRUE(equal(sample, vector({1, 2, 3})));
}

TEST(Bytevectors, All) {
  EXPECT_TRUE(equal(eshkol_make_bytevector(number(2), number(12)), bytes({12, 12})));
  EXPECT_EQ(eshkol_bytevector_u8_ref(bytes({1, 1, 2, 3, 5, 8, 13, 21}), number(5)), number(8)); // R7RS 6.9
  Word sample = bytes({1, 2, 3, 4});
  eshkol_bytevector_u8_set_x(sample, number(1), number(255));
  EXPECT_TRUE(equal(sample, bytes({1, 255, 3, 4})));
  EXPECT_TRUE(equal(eshkol_bytevector_copy(bytes({1, 2, 3, 4, 5}), number(2), number(4)), bytes({3, 4})));
  Word target = bytes({10, 20, 30, 40, 50});
  eshkol_bytevector_copy_x(target, number(1), bytes({1, 2, 3, 4, 5}), number(0), number(2));
  EXPECT_TRUE(equal(target, bytes({10, 1, 2, 40, 50})));
  EXPECT_TRUE(
      equal(eshkol_bytevector_append(list(bytes({0, 1, 2}), bytes({3, 4, 5}))), bytes({0, 1, 2, 3, 4, 5})));
  eshkol_bytevector_fill_x(target, number(9), number(3), Absent);
  EXPECT_TRUE(equal(target, bytes({10, 1, 2, 9, 9})));
  EXPECT_EQ(eshkol_bytevector_length(bytes({})), number(0));
  EXPECT_TRUE(raises("bytevector: argument 2", [] { bytes({1, 256}); }));
  EXPECT_TRUE(raises("bytevector-u8-set!: argument 3",
                     [&] { eshkol_bytevector_u8_set_x(sample, number(0), number(-1)); }));
  EXPECT_TRUE(raises("bytevector-u8-ref: argument 2", [&] { eshkol_bytevector_u8_ref(sample, number(4)); }));
  EXPECT_TRUE(raises("bytevector-copy!",
                     [&] { eshkol_bytevector_copy_x(sample, number(2), target, Absent, Absent); }));
}
