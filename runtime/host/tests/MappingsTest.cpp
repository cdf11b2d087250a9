//===- MappingsTest.cpp - maps, which never change -------------------------===//

#include "runtime/host/data/Mappings.h"
#include "runtime/host/Regions.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/tests/Data.h"

#include <algorithm>
#include <random>
#include <vector>

extern "C" {
F1 eshkol_mapping, eshkol_alist_to_mapping, eshkol_mapping_to_alist, eshkol_mapping_keys,
    eshkol_mapping_values, eshkol_mapping_size, eshkol_mapping_p, eshkol_hash_table_to_mapping,
    eshkol_mapping_to_hash_table;
F2 eshkol_mapping_set, eshkol_mapping_delete, eshkol_mapping_union, eshkol_mapping_contains_p, eshkol_hash,
    eshkol_hash_table_delete_x;
F3 eshkol_internal_mapping_no_key, eshkol_string_set_slow;
F4 eshkol_internal_mapping_ref;
F1 eshkol_vector;
}

static std::string written(Word value) { return text(eshkol::toText(value, true)); }
static Word ref(Word mapping, Word key) {
  return eshkol_internal_mapping_ref(symbol("ref"), mapping, key, symbol("none"));
}
/// The map of the numbers from `first` up to `last`, to themselves.
static Word squares(int64_t first, int64_t last, int64_t step) {
  Word entries = Nil;
  for (int64_t i = first; i != last; i += step)
    entries = eshkol::cons(eshkol::cons(number(i), number(i * i)), entries);
  return eshkol_alist_to_mapping(entries);
}

TEST(Mappings, KeepTheOrderOfTheirKeys) {
  Word map = eshkol_mapping(list(keyword("b"), number(1), string("a"), Nil, number(-3), symbol("x")));
  EXPECT_EQ(eshkol_mapping_p(map), True);
  EXPECT_EQ(written(map), "{:b 1 \"a\" () -3 x}");
  EXPECT_EQ(eshkol_mapping_size(map), number(3));
  EXPECT_EQ(written(eshkol_mapping_keys(map)), "(:b \"a\" -3)");
  EXPECT_EQ(written(eshkol_mapping_values(map)), "(1 () x)");
  EXPECT_EQ(written(eshkol_mapping_to_alist(map)), "((:b . 1) (\"a\") (-3 . x))");
  EXPECT_EQ(written(eshkol_mapping(Nil)), "{}");
  // The first of equal keys counts, as in SRFI 146.
  EXPECT_EQ(written(eshkol_mapping(list(keyword("b"), number(1), keyword("b"), number(2)))), "{:b 1}");
}

TEST(Mappings, FindKeysByTheirContent) {
  Word big = eshkol::fromDouble(1e300);
  Word map = eshkol_mapping(
      list(string("key"), number(1), big, number(2), character('c'), number(3), True, number(4)));
  EXPECT_EQ(ref(map, string("key")), number(1));
  EXPECT_EQ(ref(map, eshkol::fromDouble(1e300)), number(2));
  EXPECT_EQ(ref(map, character('c')), number(3));
  EXPECT_EQ(ref(map, True), number(4));
  EXPECT_EQ(ref(map, symbol("key")), symbol("none"));
  Word exact = eshkol_mapping(list(number(1), True, eshkol::fromDouble(1.0), False));
  EXPECT_EQ(ref(exact, number(1)), True);
  EXPECT_EQ(ref(exact, eshkol::fromDouble(1.0)), False);
}

TEST(Mappings, ChangesMakeOthers) {
  Word map = squares(0, 100, 1);
  Word more = eshkol_mapping_set(map, list(number(5), Nil, symbol("new"), True));
  EXPECT_EQ(ref(map, number(5)), number(25));
  EXPECT_EQ(ref(more, number(5)), Nil);
  EXPECT_EQ(ref(more, symbol("new")), True);
  EXPECT_EQ(eshkol_mapping_size(more), number(101));
  Word less = eshkol_mapping_delete(more, list(number(5), number(1000), number(6)));
  EXPECT_EQ(eshkol_mapping_contains_p(less, number(5)), False);
  EXPECT_EQ(eshkol_mapping_size(less), number(99));
  EXPECT_EQ(eshkol_mapping_size(more), number(101));
  Word both =
      eshkol_mapping_union(squares(0, 6, 2), list(squares(3, 0, -1), eshkol_mapping(list(number(0), Nil))));
  EXPECT_EQ(written(both), "{4 16 2 4 0 0 1 1 3 9}");
}

TEST(Mappings, DoNotChangeWithTheirKeys) {
  Word name = string("abc");
  Word map = eshkol_mapping(list(name, number(1)));
  eshkol_string_set_slow(name, number(0), character('x'));
  EXPECT_EQ(ref(map, string("abc")), number(1));
  EXPECT_EQ(ref(map, name), symbol("none"));
}

TEST(Mappings, AreEqualByContent) {
  EXPECT_TRUE(equal(squares(0, 50, 1), squares(49, -1, -1)));
  EXPECT_EQ(eshkol_hash(squares(0, 50, 1), Absent), eshkol_hash(squares(49, -1, -1), Absent));
  EXPECT_FALSE(equal(squares(0, 50, 1), squares(1, 51, 1)));
  EXPECT_FALSE(equal(squares(0, 50, 1), squares(0, 49, 1)));
  Word one = eshkol_mapping(list(keyword("a"), numbers({1, 2}), keyword("b"), Nil));
  Word same = eshkol_mapping(list(keyword("b"), Nil, keyword("a"), numbers({1, 2})));
  Word other = eshkol_mapping(list(keyword("b"), Nil, keyword("a"), numbers({1, 3})));
  EXPECT_TRUE(equal(one, same));
  EXPECT_EQ(eshkol_hash(one, Absent), eshkol_hash(same, Absent));
  EXPECT_FALSE(equal(one, other));
  EXPECT_FALSE(equal(one, Nil));
  EXPECT_FALSE(equal(eshkol_mapping(Nil), eshkol_vector(Nil)));
}

/// A map in a map, so deep.
static Word nested(int depth) {
  Word inner = Nil;
  for (; depth > 0; --depth)
    inner = eshkol_mapping(list(keyword("x"), inner, keyword("y"), number(1)));
  return inner;
}

/// A list of keys and values, in order, and a map that should have them.
struct Model {
  std::vector<std::pair<int64_t, int64_t>> entries;
  Word map = eshkol_mapping(Nil);

  Model set(int64_t key, int64_t value) const {
    Model next = *this;
    auto place =
        std::find_if(next.entries.begin(), next.entries.end(), [=](auto &e) { return e.first == key; });
    if (place == next.entries.end())
      next.entries.push_back({key, value});
    else
      place->second = value;
    next.map = eshkol_mapping_set(map, list(keyOf(key), number(value)));
    return next;
  }

  Model without(int64_t key) const {
    Model next = *this;
    next.entries.erase(
        std::remove_if(next.entries.begin(), next.entries.end(), [=](auto &e) { return e.first == key; }),
        next.entries.end());
    next.map = eshkol_mapping_delete(map, list(keyOf(key)));
    return next;
  }

  void check() const {
    ASSERT_EQ(eshkol_mapping_size(map), number(int64_t(entries.size())));
    Word rest = eshkol_mapping_to_alist(map);
    for (auto [key, value] : entries) {
      ASSERT_TRUE(equal(eshkol::car(eshkol::car(rest)), keyOf(key)));
      ASSERT_EQ(eshkol::cdr(eshkol::car(rest)), number(value));
      ASSERT_EQ(ref(map, keyOf(key)), number(value));
      rest = eshkol::cdr(rest);
    }
    ASSERT_EQ(rest, Nil);
    ASSERT_EQ(ref(map, string("none")), symbol("none"));
  }

  /// Numbers, and strings and symbols of the same text.
  static Word keyOf(int64_t key) {
    std::string digits = std::to_string(key - key % 3);
    return key % 3 == 0 ? number(key) : key % 3 == 1 ? string(digits) : symbol(digits);
  }
};

TEST(Mappings, AgreeWithAModelThroughChangesOfAnyVersion) {
  std::mt19937 random(7);
  std::vector<Model> versions(1);
  // The collector does not see what a vector holds.
  volatile Word kept = Nil;
  for (int i = 0; i < 1500; ++i) {
    // Mostly the latest version goes on, but each stays what it was.
    const Model &from = random() % 16 ? versions.back() : versions[random() % versions.size()];
    int64_t key = random() % 300;
    versions.push_back(random() % 8 ? from.set(key, i) : from.without(key));
    kept = eshkol::cons(versions.back().map, kept);
    if (i % 50 == 0)
      versions[random() % versions.size()].check();
  }
  for (const Model &model : versions)
    model.check();
  EXPECT_TRUE(
      std::any_of(versions.begin(), versions.end(), [](auto &model) { return model.entries.size() > 64; }));
}

TEST(Mappings, LargeOnesAreEqualInAnyOrder) {
  Word up = eshkol_mapping(Nil), down = up;
  for (int64_t i = 0; i < 5000; ++i) {
    up = eshkol_mapping_set(up, list(number(i), number(i * i)));
    down = eshkol_mapping_set(down, list(number(4999 - i), number((4999 - i) * (4999 - i))));
  }
  EXPECT_TRUE(equal(up, down));
  EXPECT_TRUE(equal(up, squares(0, 5000, 1)));
  EXPECT_EQ(eshkol_hash(up, Absent), eshkol_hash(down, Absent));
  EXPECT_FALSE(equal(up, eshkol_mapping_set(down, list(number(17), number(0)))));
  Word none = up;
  for (int64_t i = 0; i < 5000; ++i)
    none = eshkol_mapping_delete(none, list(number(i)));
  EXPECT_TRUE(equal(none, eshkol_mapping(Nil)));
  EXPECT_EQ(ref(up, number(4999)), number(4999 * 4999));
}

TEST(Mappings, LargeOnesLeaveRegions) {
  Word outside = squares(0, 100, 1), made = outside;
  eshkol::Region *region = eshkol::makeRegion(eshkol::commonArena());
  eshkol::enterRegion(region);
  // What the map from outside gets here lives on with it.
  for (int64_t i = 100; i < 300; ++i)
    made = eshkol_mapping_set(made, list(number(i), number(i * i)));
  made = eshkol::leaveRegion(region, made);
  EXPECT_TRUE(equal(made, squares(0, 300, 1)));
  EXPECT_TRUE(equal(eshkol_mapping_set(outside, list(number(0), number(0))), squares(0, 100, 1)));
}

/// A map that is its own value after so many steps.
static Word cycle(int steps) {
  Word first = eshkol_mapping(list(keyword("x"), Nil)), map = first;
  while (--steps > 0)
    map = eshkol_mapping(list(keyword("x"), map));
  eshkol::entriesOf(eshkol::as<eshkol::Mapping>(first))[1] = map;
  return map;
}

TEST(Mappings, OfDeepAndCyclicStructures) {
  EXPECT_TRUE(equal(nested(200000), nested(200000)));
  EXPECT_FALSE(equal(nested(200000), nested(200001)));
  EXPECT_EQ(eshkol_hash(nested(200000), Absent), eshkol_hash(nested(200000), Absent));
  EXPECT_TRUE(equal(cycle(2), cycle(3)));
  EXPECT_EQ(eshkol_hash(cycle(2), Absent), eshkol_hash(cycle(3), Absent));
  EXPECT_EQ(written(cycle(2)), "#0={:x {:x #0#}}");
}

TEST(Mappings, Fields) {
  Word map =
      eshkol_mapping(list(keyword("alpha"), number(1), symbol("beta"), number(2), string("c"), number(3)));
  EXPECT_EQ(field(map, "alpha"), number(1));
  EXPECT_EQ(field(map, "beta"), number(2));
  EXPECT_TRUE(raises("the map has no key :alhpa; its keys are :alpha, beta and \"c\"; did you mean :alpha?",
                     [=] { field(map, "alhpa"); }));
  EXPECT_TRUE(raises("the map has no key :x; it is empty", [] { field(eshkol_mapping(Nil), "x"); }));
  EXPECT_TRUE(raises("ref: the map has no key #\\z; its keys are 9, 8, 7, 6, 5, 4, 3, 2, ...", [] {
    eshkol_internal_mapping_no_key(symbol("ref"), squares(0, 10, 1), character('z'));
  }));
}

TEST(Mappings, Conversions) {
  Word map = squares(0, 20, 1), table = eshkol_mapping_to_hash_table(map);
  EXPECT_TRUE(equal(eshkol_hash_table_to_mapping(table), map));
  eshkol_hash_table_delete_x(table, number(19));
  EXPECT_EQ(written(eshkol_mapping_keys(eshkol_hash_table_to_mapping(table))).substr(0, 7), "(18 17 ");
}

TEST(Mappings, WrongArguments) {
  Word map = eshkol_mapping(Nil);
  EXPECT_TRUE(raises(
      "mapping: argument 3 must be a keyword, symbol, string, number, character or boolean, but is (1)",
      [] { eshkol_mapping(list(keyword("a"), Nil, numbers({1}), Nil)); }));
  EXPECT_TRUE(
      raises("mapping: a value is missing after the key", [] { eshkol_mapping(list(keyword("a"))); }));
  EXPECT_TRUE(
      raises("mapping-set: argument 1 must be a map, but is 1", [] { eshkol_mapping_set(number(1), Nil); }));
  EXPECT_TRUE(
      raises("mapping-set: argument 2 must be a keyword", [=] { eshkol_mapping_set(map, list(Nil, Nil)); }));
  EXPECT_TRUE(raises("mapping-delete: argument 3 must be a keyword",
                     [=] { eshkol_mapping_delete(map, list(True, Nil)); }));
  EXPECT_TRUE(
      raises("mapping-union: argument 2 must be a map", [=] { eshkol_mapping_union(map, list(Nil)); }));
  EXPECT_TRUE(raises("ref: argument 2 must be a keyword", [=] { ref(map, map); }));
  for (Word entries : {list(number(1)), list(list(Nil)), number(1), circular({1})})
    EXPECT_TRUE(raises("alist->mapping: argument 1 must be", [=] { eshkol_alist_to_mapping(entries); }));
}

TEST(Mappings, LeaveRegions) {
  eshkol::Arena *arena = eshkol::makeArena(symbol("test"), 1 << 20);
  eshkol::Region *region = eshkol::makeRegion(arena);
  eshkol::enterRegion(region);
  Word map =
      eshkol_mapping_set(squares(0, 30, 1), list(string("name"), numbers({1, 2}), keyword("m"), nested(2)));
  std::string before = written(map);
  eshkol::eshkol_poison_regions = true;
  Word result = eshkol::leaveRegion(region, map);
  eshkol::eshkol_poison_regions = false;
  EXPECT_NE(result, map);
  EXPECT_EQ(written(result), before);
  EXPECT_EQ(ref(result, number(29)), number(841));
  EXPECT_EQ(written(ref(result, string("name"))), "(1 2)");
}
