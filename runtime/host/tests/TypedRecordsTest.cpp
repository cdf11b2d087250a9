//===- TypedRecordsTest.cpp - declared record types and declared types -----===//

#include "runtime/host/data/TypedRecords.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/tensors/Tensor.h"
#include "runtime/host/tests/Data.h"

extern "C" {
F1 eshkol_vector;
F2 eshkol_internal_declared_record_type;
F4 eshkol_internal_check_declared;
}

using eshkol::DType;
using eshkol::fromDouble;

static Word makeType(std::string_view name) {
  return eshkol_internal_declared_record_type(symbol(name), eshkol_vector(list(symbol("x"), symbol("y"))));
}

TEST(TypedRecords, FieldsByName) {
  Word record = eshkol::makeRecord(makeType("Pair"), numbers({3, 4}));
  EXPECT_EQ(field(record, "x"), number(3));
  EXPECT_EQ(field(record, "y"), number(4));
  EXPECT_TRUE(raises("there is no field `z`; Pair has x and y", [=] { field(record, "z"); }));
  EXPECT_TRUE(raises("the field `x` must be a record", [] { field(Nil, "x"); }));
}

TEST(TypedRecords, AreWrittenWithTheirFields) {
  Word inner = eshkol::makeRecord(makeType("Inner"), list(string("a"), number(1)));
  Word outer = eshkol::makeRecord(makeType("Outer"), list(inner, Nil));
  EXPECT_EQ(text(eshkol::toText(outer, true)), "#<Outer [x #<Inner [x \"a\"] [y 1]>] [y ()]>");
  Word empty = eshkol_internal_declared_record_type(symbol("Empty"), eshkol_vector(Nil));
  EXPECT_EQ(text(eshkol::toText(eshkol::makeRecord(empty, Nil), true)), "#<Empty>");
}

TEST(TypedRecords, TheLatestTypeOfAName) {
  Word first = makeType("Twice"), second = makeType("Twice");
  EXPECT_NE(first, second);
  Word record = eshkol::makeDeclaredRecord("Twice", list(number(1), number(2)));
  EXPECT_EQ(eshkol::as<eshkol::Record>(record)->type, second);
  // Nothing has this name, or as many fields.
  EXPECT_EQ(text(eshkol::toText(eshkol::makeDeclaredRecord("Never", list(number(1), number(2))), true)),
            "(1 2)");
  EXPECT_EQ(text(eshkol::toText(eshkol::makeDeclaredRecord("Twice", list(number(1))), true)), "(1)");
}

/// As emit/host/declared.py numbers the checks.
static Word check(Word value, int64_t kind) {
  return eshkol_internal_check_declared(value, number(kind), string("f: x must be a thing"), string("p:1:2"));
}

TEST(DeclaredTypes, Numbers) {
  EXPECT_EQ(check(number(3), 0), fromDouble(3.0));
  EXPECT_EQ(check(fromDouble(0.1), 1), fromDouble(0.1f));
  EXPECT_EQ(check(number(3), 2), number(3));
  EXPECT_TRUE(
      raises("f: x must be a thing, but is 3.0 (declared at p:1:2)", [] { check(fromDouble(3.0), 2); }));
  EXPECT_TRUE(raises("but is #t", [] { check(True, 4); }));
  EXPECT_EQ(check(False, 3), False);
}

/// A check of a tensor of f64 with sizes, of which #f stands for any.
static Word checkSized(Word value, Word sizes, int64_t rank) {
  Word kind = eshkol::cons(number(12 + (1 << 8) + ((rank + 1) << 16)), sizes);
  return eshkol_internal_check_declared(value, kind, string("f: x must be a thing"), string("p:1:2"));
}

TEST(DeclaredTypes, SizesOfTensors) {
  Word vector = list(fromDouble(1), fromDouble(2), fromDouble(3));
  Word tensor = checkSized(vector, list(number(3)), 1);
  EXPECT_TRUE(eshkol::isTensor(tensor));
  EXPECT_EQ(checkSized(tensor, list(number(3)), 1), tensor);
  EXPECT_TRUE(raises("but is #tensor(shape: (3)", [=] { checkSized(tensor, list(number(2)), 1); }));
  EXPECT_TRUE(raises("but is (1.0 2.0 3.0)", [=] { checkSized(vector, list(number(4)), 1); }));
  Word matrix = checkSized(list(vector, vector), list(False, number(3)), 2);
  EXPECT_EQ(checkSized(matrix, list(number(2), False), 2), matrix);
  EXPECT_TRUE(
      raises("but is #tensor(shape: (2 3)", [=] { checkSized(matrix, list(number(2), number(2)), 2); }));
  EXPECT_TRUE(raises("but is #tensor(shape: (2 3)", [=] { checkSized(matrix, list(number(2)), 1); }));
}

TEST(DeclaredTypes, Data) {
  EXPECT_EQ(check(symbol("a"), 6), symbol("a"));
  EXPECT_TRUE(raises("but is a", [] { check(symbol("a"), 5); }));
  EXPECT_EQ(check(Nil, 9), Nil);
  Word improper = eshkol::cons(True, True);
  EXPECT_EQ(check(improper, 8), improper);
  EXPECT_TRUE(raises("but is (#t . #t)", [=] { check(improper, 9); }));
  EXPECT_TRUE(raises("but is #0=(1 2 . #0#)", [] { check(circular({1, 2}), 9); }));
}

TEST(DeclaredTypes, Tensors) {
  constexpr int64_t tensor = 12;
  auto of = [](DType dtype, int64_t rank) {
    return tensor + ((int64_t(dtype) + 1) << 8) + ((rank + 1) << 16);
  };
  Word written = check(numbers({1, 2, 3}), of(DType::F32, 1));
  ASSERT_TRUE(eshkol::isTensor(written));
  EXPECT_EQ(eshkol::as<eshkol::Tensor>(written)->dtype, DType::F32);
  EXPECT_EQ(check(written, of(DType::F32, 1)), written);
  EXPECT_EQ(check(written, tensor), written);
  EXPECT_TRUE(raises("must be a thing", [=] { check(written, of(DType::F64, 1)); }));
  EXPECT_TRUE(raises("must be a thing", [=] { check(written, of(DType::F32, 2)); }));
  EXPECT_TRUE(raises("must be a thing", [] { check(symbol("a"), tensor); }));
}

TEST(DeclaredTypes, Records) {
  Word record = eshkol::makeRecord(makeType("Known"), numbers({3, 4}));
  auto checkRecord = [](Word value, std::string_view name) {
    return eshkol_internal_check_declared(value, symbol(name), string("x must be one"), string("p:1:2"));
  };
  EXPECT_EQ(checkRecord(record, "Known"), record);
  EXPECT_TRUE(raises("x must be one", [=] { checkRecord(record, "Other"); }));
  EXPECT_TRUE(raises("x must be one", [=] { checkRecord(number(1), "Known"); }));
}
