//===- ListsTest.cpp -------------------------------------------------------===//

#include "runtime/host/data/Lists.h"
#include "runtime/host/tests/Data.h"

extern "C" {
F1 eshkol_car, eshkol_cdr, eshkol_caar, eshkol_cadr, eshkol_cdar, eshkol_cddr, eshkol_caddr, eshkol_cdadr,
    eshkol_cadddr, eshkol_cddddr, eshkol_caadar, eshkol_list_p, eshkol_length, eshkol_append, eshkol_append_x,
    eshkol_reverse, eshkol_reverse_x, eshkol_list_copy, eshkol_last_pair, eshkol_last, eshkol_first,
    eshkol_third, eshkol_tenth;
F2 eshkol_cons, eshkol_set_car_x, eshkol_make_list, eshkol_list_tail, eshkol_list_ref, eshkol_memq,
    eshkol_memv, eshkol_internal_member, eshkol_assq, eshkol_assv, eshkol_internal_assoc, eshkol_drop,
    eshkol_list_head, eshkol_cons_star, eshkol_append_reverse, eshkol_internal_append2;
F3 eshkol_list_set_x, eshkol_iota, eshkol_take;
}

TEST(Lists, Parts) {
  Word tree = list(list(number(1), list(number(2))), number(3), number(4), number(5), number(6));
  EXPECT_EQ(eshkol_cadr(tree), number(3));
  EXPECT_EQ(eshkol_caddr(tree), number(4));
  EXPECT_EQ(eshkol_cadddr(tree), number(5));
  EXPECT_TRUE(equal(eshkol_cddddr(tree), numbers({6})));
  EXPECT_EQ(eshkol_caar(tree), number(1));
  EXPECT_TRUE(equal(eshkol_cdar(tree), list(list(number(2)))));
  EXPECT_EQ(eshkol_caadar(tree), number(2));
  EXPECT_TRUE(raises("car: argument 1 must be a pair", [] { eshkol_car(Nil); }));
  EXPECT_TRUE(raises("cdr: argument 1 must be a pair", [] { eshkol_cdr(number(1)); }));
  EXPECT_TRUE(raises("cadr: argument 1 must be a pair with a cadr", [] { eshkol_cadr(numbers({1})); }));
  EXPECT_TRUE(raises("cdadr: argument 1 must be a pair with a cdadr", [] { eshkol_cdadr(numbers({1, 2})); }));
  EXPECT_TRUE(raises("cddddr", [] { eshkol_cddddr(True); }));
  EXPECT_TRUE(raises("set-car!", [] { eshkol_set_car_x(Nil, Nil); }));
}

TEST(Lists, Length) {
  EXPECT_EQ(eshkol_length(Nil), number(0));
  EXPECT_EQ(eshkol_length(numbers({1, 2, 3})), number(3));
  EXPECT_EQ(eshkol_list_p(numbers({1, 2})), True);
  EXPECT_EQ(eshkol_list_p(eshkol_cons(number(1), number(2))), False);
  EXPECT_TRUE(raises("length", [] { eshkol_length(eshkol_cons(number(1), number(2))); }));
  EXPECT_TRUE(raises("length", [] { eshkol_length(number(5)); }));
  // Circles of all sizes, with beginnings of all lengths before them.
  for (int size = 1; size < 20; ++size) {
    Word circle = eshkol_make_list(number(size), Unspecified);
    eshkol::pairOf(eshkol_last_pair(circle))->cdr = circle;
    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(eshkol_list_p(circle), False);
      EXPECT_TRUE(raises("length", [&] { eshkol_length(circle); }));
      EXPECT_TRUE(raises("reverse", [&] { eshkol_reverse(circle); }));
      circle = eshkol_cons(number(i), circle);
    }
  }
}

TEST(Lists, Making) {
  EXPECT_TRUE(equal(eshkol_make_list(number(2), number(3)), numbers({3, 3})));
  EXPECT_TRUE(raises("make-list", [] { eshkol_make_list(number(-1), Nil); }));
  EXPECT_EQ(eshkol_cons_star(number(1), Nil), number(1));
  EXPECT_TRUE(equal(eshkol_cons_star(number(1), list(number(2), numbers({3, 4}))), numbers({1, 2, 3, 4})));
  EXPECT_TRUE(equal(eshkol_iota(number(5), Absent, Absent), numbers({0, 1, 2, 3, 4})));
  EXPECT_TRUE(equal(eshkol_iota(number(3), number(1), number(-2)), numbers({1, -1, -3})));
  EXPECT_EQ(eshkol_iota(number(0), Absent, Absent), Nil);
  EXPECT_EQ(eshkol_first(eshkol_cdr(eshkol_iota(number(2), number(0), eshkol::fromDouble(0.5)))),
            eshkol::fromDouble(0.5));
  EXPECT_TRUE(raises("iota: argument 2 must be a number", [] { eshkol_iota(number(0), True, Absent); }));
  EXPECT_EQ(eshkol_list_copy(number(5)), number(5));
  Word source = numbers({1, 2}), copy = eshkol_list_copy(source);
  EXPECT_TRUE(equal(source, copy));
  EXPECT_NE(source, copy);
  EXPECT_TRUE(equal(eshkol_list_copy(eshkol_cons(number(1), number(2))), eshkol_cons(number(1), number(2))));
  EXPECT_TRUE(raises("list-copy", [] { eshkol_list_copy(circular({1, 2})); }));
}

TEST(Lists, Joining) {
  EXPECT_EQ(eshkol_append(Nil), Nil);
  EXPECT_EQ(eshkol_append(list(number(5))), number(5));
  EXPECT_TRUE(equal(eshkol_append(list(numbers({1}), Nil, numbers({2, 3}))), numbers({1, 2, 3})));
  EXPECT_TRUE(equal(eshkol_append(list(numbers({1}), number(2))), eshkol_cons(number(1), number(2))));
  EXPECT_EQ(eshkol_append(list(Nil, number(2))), number(2));
  EXPECT_TRUE(raises("append: argument 2", [] { eshkol_append(list(Nil, number(1), Nil)); }));
  EXPECT_TRUE(raises("append: argument 1", [] { eshkol_append(list(circular({1, 2, 3}), Nil)); }));
  Word tail = numbers({9});
  EXPECT_EQ(eshkol_cdr(eshkol_internal_append2(numbers({1}), tail)), tail);
  EXPECT_TRUE(
      equal(eshkol_append_x(list(numbers({1}), Nil, numbers({2}), numbers({3}))), numbers({1, 2, 3})));
  EXPECT_TRUE(equal(eshkol_append_x(list(Nil, numbers({1}))), numbers({1})));
  EXPECT_EQ(eshkol_append_x(list(Nil, Nil)), Nil);
  EXPECT_TRUE(equal(eshkol_append_x(list(numbers({1}), number(2))), eshkol_cons(number(1), number(2))));
  EXPECT_TRUE(equal(eshkol_reverse(numbers({1, 2, 3})), numbers({3, 2, 1})));
  EXPECT_TRUE(equal(eshkol_reverse_x(numbers({1, 2, 3})), numbers({3, 2, 1})));
  EXPECT_TRUE(equal(eshkol_append_reverse(numbers({2, 1}), numbers({3})), numbers({1, 2, 3})));
  Word improper = eshkol_cons(number(1), eshkol_cons(number(2), number(3)));
  EXPECT_TRUE(raises("reverse!", [&] { eshkol_reverse_x(improper); }));
  EXPECT_EQ(eshkol_cadr(improper), number(2)); // not changed
}

TEST(Lists, Indices) {
  Word sample = numbers({1, 2, 3});
  EXPECT_EQ(eshkol_list_ref(sample, number(2)), number(3));
  EXPECT_EQ(eshkol_list_tail(sample, number(3)), Nil);
  EXPECT_EQ(eshkol_drop(number(5), number(0)), number(5));
  EXPECT_TRUE(equal(eshkol_take(sample, number(2), Absent), numbers({1, 2})));
  EXPECT_TRUE(equal(eshkol_list_head(circular({1, 2}), number(3)), numbers({1, 2, 1})));
  EXPECT_EQ(eshkol_list_ref(circular({1, 2}), number(101)), number(2));
  eshkol_list_set_x(sample, number(1), number(7));
  EXPECT_TRUE(equal(sample, numbers({1, 7, 3})));
  EXPECT_TRUE(raises("list-ref: argument 2", [&] { eshkol_list_ref(sample, number(3)); }));
  EXPECT_TRUE(raises("list-ref", [] { eshkol_list_ref(Nil, number(0)); }));
  EXPECT_TRUE(raises("list-tail: argument 2", [&] { eshkol_list_tail(sample, number(4)); }));
  EXPECT_TRUE(raises("list-tail: argument 2", [&] { eshkol_list_tail(sample, number(-1)); }));
  EXPECT_TRUE(raises("take: argument 2", [&] { eshkol_take(sample, number(4), Absent); }));
  EXPECT_EQ(eshkol_third(sample), number(3));
  EXPECT_TRUE(raises("tenth", [&] { eshkol_tenth(sample); }));
  EXPECT_TRUE(raises("first", [] { eshkol_first(Nil); }));
  EXPECT_EQ(eshkol_last(sample), number(3));
  EXPECT_EQ(eshkol_cdr(eshkol_last_pair(eshkol_cons(number(1), number(2)))), number(2));
  EXPECT_TRUE(raises("last-pair", [] { eshkol_last_pair(circular({1})); }));
  EXPECT_TRUE(raises("last", [] { eshkol_last(Nil); }));
}

TEST(Lists, Membership) {
  Word big = eshkol::fromDouble(1e300), same = eshkol::fromDouble(1e300);
  Word sample = list(symbol("a"), big, string("s"), Nil);
  EXPECT_EQ(eshkol_memq(symbol("a"), sample), sample);
  EXPECT_EQ(eshkol_memq(symbol("z"), sample), False);
  EXPECT_EQ(eshkol_memq(same, sample), False);
  EXPECT_EQ(eshkol_memv(same, sample), eshkol_cdr(sample));
  EXPECT_EQ(eshkol_memv(string("s"), sample), False);
  EXPECT_EQ(eshkol_internal_member(string("s"), sample), eshkol_cddr(sample));
  EXPECT_TRUE(
      raises("memq: argument 2 must be a proper list", [] { eshkol_memq(True, circular({1, 2, 3})); }));
  EXPECT_TRUE(raises("member: argument 2", [] { eshkol_internal_member(True, number(1)); }));

  Word pairs = list(list(symbol("a"), number(1)), list(big), list(string("s"), number(2)));
  EXPECT_EQ(eshkol_assq(symbol("a"), pairs), eshkol_car(pairs));
  EXPECT_EQ(eshkol_assq(symbol("b"), pairs), False);
  EXPECT_EQ(eshkol_assv(same, pairs), eshkol_cadr(pairs));
  EXPECT_EQ(eshkol_internal_assoc(string("s"), pairs), eshkol_caddr(pairs));
  EXPECT_TRUE(
      raises("assq: argument 2 must be an association list", [] { eshkol_assq(True, numbers({1})); }));
  EXPECT_TRUE(raises("assv", [] { eshkol_assv(True, number(1)); }));
}
