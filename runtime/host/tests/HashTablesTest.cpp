//===- HashTablesTest.cpp --------------------------------------------------===//

#include "runtime/host/tests/Data.h"

#include <map>
#include <random>

extern "C" {
F1 eshkol_make_equal_hash_table, eshkol_make_eqv_hash_table, eshkol_make_eq_hash_table,
    eshkol_make_string_hash_table, eshkol_internal_make_hash_table, eshkol_hash_table_size,
    eshkol_hash_table_keys, eshkol_hash_table_values, eshkol_hash_table_to_alist, eshkol_hash_table_clear_x,
    eshkol_hash_table_p;
F2 eshkol_hash_table_delete_x, eshkol_hash_table_contains_p, eshkol_hash_table_copy, eshkol_hash,
    eshkol_string_hash;
F3 eshkol_hash_table_set_x, eshkol_internal_hash_table_ref;
}

TEST(HashTables, KeepTheOrderOfInsertion) {
  Word table = eshkol_make_equal_hash_table(Absent);
  EXPECT_EQ(eshkol_hash_table_p(table), True);
  for (int i : {5, 3, 9, 3, 1})
    eshkol_hash_table_set_x(table, number(i), number(10 * i));
  EXPECT_TRUE(equal(eshkol_hash_table_keys(table), numbers({5, 3, 9, 1})));
  eshkol_hash_table_delete_x(table, number(3));
  eshkol_hash_table_delete_x(table, number(4));
  eshkol_hash_table_set_x(table, number(3), Nil);
  EXPECT_TRUE(equal(eshkol_hash_table_keys(table), numbers({5, 9, 1, 3})));
  EXPECT_TRUE(equal(eshkol_hash_table_values(table), list(number(50), number(90), number(10), Nil)));
  EXPECT_EQ(eshkol_hash_table_size(table), number(4));
  Word copy = eshkol_hash_table_copy(table, Absent);
  eshkol_hash_table_clear_x(table);
  EXPECT_EQ(eshkol_hash_table_to_alist(table), Nil);
  EXPECT_TRUE(equal(eshkol_hash_table_keys(copy), numbers({5, 9, 1, 3})));
}

TEST(HashTables, KindsOfKeys) {
  Word big = eshkol::fromDouble(1e300), same = eshkol::fromDouble(1e300);
  struct {
    Word table;
    bool numbers, strings, structures;
  } cases[] = {{eshkol_make_eq_hash_table(Absent), false, false, false},
               {eshkol_make_eqv_hash_table(number(10)), true, false, false},
               {eshkol_make_equal_hash_table(Absent), true, true, true},
               {eshkol_internal_make_hash_table(symbol("equal")), true, true, true}};
  for (auto &row : cases) {
    for (Word key :
         {big, string("key"), list(string("a"), number(1)), symbol("s"), character('c'), number(-1)})
      eshkol_hash_table_set_x(row.table, key, key);
    auto has = [&](Word key) { return eshkol_hash_table_contains_p(row.table, key) == True; };
    EXPECT_TRUE(has(symbol("s")) && has(character('c')) && has(number(-1)) && has(big));
    EXPECT_EQ(has(same), row.numbers);
    EXPECT_EQ(has(string("key")), row.strings);
    EXPECT_EQ(has(list(string("a"), number(1))), row.structures);
    EXPECT_FALSE(has(symbol("key")));
  }
  Word strings = eshkol_make_string_hash_table(Absent);
  eshkol_hash_table_set_x(strings, string("\u03bb"), number(1));
  EXPECT_EQ(eshkol_internal_hash_table_ref(strings, string("\u03bb"), False), number(1));
  EXPECT_EQ(eshkol_internal_hash_table_ref(strings, string("x"), symbol("none")), symbol("none"));
  EXPECT_TRUE(raises("hash-table-set!: argument 2 must be a string",
                     [&] { eshkol_hash_table_set_x(strings, symbol("x"), Nil); }));
  EXPECT_TRUE(raises("hash-table-ref: argument 1 must be a hash table",
                     [] { eshkol_internal_hash_table_ref(Nil, Nil, Nil); }));
  EXPECT_TRUE(raises("make-hash-table", [] { eshkol_internal_make_hash_table(symbol("weak")); }));
}

TEST(HashTables, AgreeWithStdMap) {
  std::mt19937 random(1);
  Word table = eshkol_make_equal_hash_table(Absent);
  std::map<int64_t, int64_t> expected;
  for (int i = 0; i < 200000; ++i) {
    int64_t key = random() % 5000;
    Word word = key % 2 ? number(key) : list(number(key), string(std::to_string(key)));
    if (random() % 3) {
      expected[key] = i;
      eshkol_hash_table_set_x(table, word, number(i));
    } else {
      expected.erase(key);
      eshkol_hash_table_delete_x(table, word);
    }
  }
  EXPECT_EQ(eshkol_hash_table_size(table), number(int64_t(expected.size())));
  for (int64_t key = 0; key < 5000; ++key) {
    Word word = key % 2 ? number(key) : list(number(key), string(std::to_string(key)));
    auto entry = expected.find(key);
    ASSERT_EQ(eshkol_internal_hash_table_ref(table, word, False),
              entry == expected.end() ? False : number(entry->second));
  }
}

TEST(HashTables, HashValues) {
  EXPECT_TRUE(eshkol::isFixnum(eshkol_hash(True, Absent)));
  EXPECT_GE(eshkol::toFixnum(eshkol_hash(string("abc"), Absent)), 0);
  for (int i = 0; i < 100; ++i)
    EXPECT_LT(eshkol::toFixnum(eshkol_hash(number(i), number(7))), 7);
  EXPECT_TRUE(raises("hash", [] { eshkol_hash(Nil, number(0)); }));
  EXPECT_TRUE(raises("string-hash: argument 1", [] { eshkol_string_hash(Nil, Absent); }));
}
