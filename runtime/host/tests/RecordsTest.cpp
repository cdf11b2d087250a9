//===- RecordsTest.cpp - records, boxes and several values -----------------===//

#include "runtime/host/tests/Data.h"

extern "C" {
F1 eshkol_vector, eshkol_record_p, eshkol_internal_record_type_of, eshkol_box, eshkol_unbox,
    eshkol_internal_values, eshkol_internal_values_to_list, eshkol_internal_value_count,
    eshkol_internal_record_type_name;
F2 eshkol_internal_make_record_type, eshkol_internal_record, eshkol_internal_record_p, eshkol_set_box_x,
    eshkol_internal_value_ref;
F4 eshkol_internal_record_ref;
F5 eshkol_internal_record_set_x;
F6 eshkol_internal_values_of;
F7 eshkol_internal_record_of;
}

static Word makeType(std::string_view name) {
  return eshkol_internal_make_record_type(symbol(name), eshkol_vector(list(symbol("x"), symbol("y"))));
}

TEST(Records, Fields) {
  Word point = makeType("point"), other = makeType("point");
  Word record = eshkol_internal_record(point, numbers({3, 4}));
  EXPECT_EQ(eshkol_record_p(record), True);
  EXPECT_EQ(eshkol_internal_record_p(record, point), True);
  EXPECT_EQ(eshkol_internal_record_p(record, other), False); // types of one name are different
  EXPECT_EQ(eshkol_internal_record_p(number(1), point), False);
  EXPECT_EQ(eshkol_internal_record_type_of(record), point);
  EXPECT_EQ(eshkol_internal_record_type_name(point), symbol("point"));
  EXPECT_EQ(eshkol_internal_record_ref(record, point, number(1), symbol("point-y")), number(4));
  eshkol_internal_record_set_x(record, point, number(0), True, symbol("set-x!"));
  EXPECT_EQ(eshkol_internal_record_ref(record, point, number(0), symbol("point-x")), True);
}

TEST(Records, OfFewFields) {
  Word point = makeType("point"), x = number(3), y = number(4);
  Word record = eshkol_internal_record_of(number(2), point, x, y, Absent, Absent, Absent);
  EXPECT_EQ(eshkol_internal_record_p(record, point), True);
  EXPECT_EQ(eshkol_internal_record_ref(record, point, number(1), symbol("point-y")), y);
  EXPECT_TRUE(raises("the number of fields is not that of the type", [=] {
    eshkol_internal_record_of(number(1), point, x, Absent, Absent, Absent, Absent);
  }));
  EXPECT_TRUE(raises("record: argument 1 must be a record type",
                     [=] { eshkol_internal_record_of(number(1), x, x, Absent, Absent, Absent, Absent); }));
}

TEST(SeveralValues, OfFew) {
  Word values = eshkol_internal_values_of(number(2), True, False, Absent, Absent, Absent);
  EXPECT_TRUE(equal(eshkol_internal_values_to_list(values), list(True, False)));
  EXPECT_EQ(eshkol_internal_value_count(eshkol_internal_values_of(number(0), Nil, Nil, Nil, Nil, Nil)),
            number(0));
}

TEST(Records, Errors) {
  Word point = makeType("<point>"), edge = makeType("edge");
  Word record = eshkol_internal_record(point, numbers({3, 4}));
  EXPECT_TRUE(raises("point-x: argument 1 must be a point",
                     [&] { eshkol_internal_record_ref(number(5), point, number(0), symbol("point-x")); }));
  EXPECT_TRUE(raises("edge-x: argument 1 must be an edge",
                     [&] { eshkol_internal_record_ref(record, edge, number(0), symbol("edge-x")); }));
  EXPECT_TRUE(raises("set-x!: argument 1 must be a point",
                     [&] { eshkol_internal_record_set_x(Nil, point, number(0), Nil, symbol("set-x!")); }));
  EXPECT_TRUE(
      raises("point-z", [&] { eshkol_internal_record_ref(record, point, number(2), symbol("point-z")); }));
  EXPECT_TRUE(
      raises("point-z", [&] { eshkol_internal_record_ref(record, Nil, number(0), symbol("point-z")); }));
  EXPECT_TRUE(raises("record", [&] { eshkol_internal_record(point, numbers({1})); }));
  EXPECT_TRUE(raises("record", [] { eshkol_internal_record(Nil, numbers({1})); }));
  EXPECT_TRUE(raises("make-record-type", [] { eshkol_internal_make_record_type(symbol("p"), Nil); }));
  EXPECT_TRUE(raises("make-record-type",
                     [] { eshkol_internal_make_record_type(symbol("p"), eshkol_vector(numbers({1}))); }));
}

TEST(Boxes, All) {
  Word box = eshkol_box(number(1));
  eshkol_set_box_x(box, number(2));
  EXPECT_EQ(eshkol_unbox(box), number(2));
  EXPECT_TRUE(raises("unbox: argument 1 must be a box", [] { eshkol_unbox(Nil); }));
  EXPECT_TRUE(raises("set-box!: argument 1 must be a box", [] { eshkol_set_box_x(Nil, Nil); }));
}

TEST(Values, All) {
  EXPECT_EQ(eshkol_internal_values(numbers({5})), number(5));
  Word none = eshkol_internal_values(Nil), two = eshkol_internal_values(numbers({1, 2}));
  EXPECT_EQ(eshkol_internal_values_to_list(none), Nil);
  EXPECT_TRUE(equal(eshkol_internal_values_to_list(two), numbers({1, 2})));
  EXPECT_TRUE(equal(eshkol_internal_values_to_list(number(7)), numbers({7})));
  EXPECT_EQ(eshkol_internal_value_count(none), number(0));
  EXPECT_EQ(eshkol_internal_value_count(two), number(2));
  EXPECT_EQ(eshkol_internal_value_count(Nil), number(1));
  EXPECT_EQ(eshkol_internal_value_ref(two, number(1)), number(2));
  EXPECT_EQ(eshkol_internal_value_ref(number(7), number(0)), number(7));
  EXPECT_TRUE(raises("value-ref", [&] { eshkol_internal_value_ref(two, number(2)); }));
  EXPECT_TRUE(raises("value-ref", [&] { eshkol_internal_value_ref(Nil, number(1)); }));
}
