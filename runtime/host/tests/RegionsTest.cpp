//===- RegionsTest.cpp - regions, arenas, and what escapes -----------------===//

#include "runtime/host/Regions.h"
#include "runtime/host/Memory.h"
#include "runtime/host/data/HashTables.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/data/Symbols.h"
#include "runtime/host/io/Port.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Tensor.h"
#include "runtime/host/tests/Collection.h"
#include "runtime/host/tests/Raised.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <vector>

using namespace eshkol;

extern "C" {
Word eshkol_set_car_x(Word pair, Word value);
Word eshkol_set_cdr_x(Word pair, Word value);
Word eshkol_set_box_x(Word box, Word content);
Word eshkol_store_in_box(Word box, Word content);
Word eshkol_note_global_store(Word value);
Word eshkol_vector_set_x(Word vector, Word index, Word value);
Word eshkol_vector_fill_x(Word vector, Word value, Word start, Word end);
Word eshkol_vector_copy_x(Word to, Word at, Word from, Word start, Word end);
Word eshkol_list_set_x(Word list, Word index, Word value);
Word eshkol_append_x(Word lists);
Word eshkol_reverse_x(Word list);
Word eshkol_internal_record_set_x(Word record, Word type, Word index, Word value, Word procedure);
Word eshkol_internal_make_record_type(Word name, Word fields);
Word eshkol_internal_record(Word type, Word fields);
Word eshkol_hash_table_set_x(Word table, Word key, Word value);
Word eshkol_make_closure(void *entry, const ProcedureInfo *info, int64_t captured);
Word eshkol_string_set_slow(Word string, Word index, Word character);
Word eshkol_internal_values(Word list);
Word eshkol_equal_p(Word a, Word b);
Word eshkol_open_output_string();
Word eshkol_get_output_string(Word port);
Word eshkol_internal_make_arena(Word name, Word size);
Word eshkol_internal_make_region(Word arena);
Word eshkol_arena_reset_x(Word arena);
Word eshkol_region_reset_x();
}

static Word list(std::initializer_list<Word> values) {
  Word result = Nil;
  for (auto value = values.end(); value != values.begin();)
    result = cons(*--value, result);
  return result;
}

namespace {

/// Released memory is filled with a pattern meanwhile.
struct Poisoned {
  Poisoned() { eshkol_poison_regions = true; }
  ~Poisoned() { eshkol_poison_regions = false; }
};

/// A region of its own arena, which is current.
struct Current {
  Arena *arena = makeArena(intern("test"), 1 << 20);
  Region *region = makeRegion(arena);
  Current() { enterRegion(region); }
  ~Current() { abandonRegion(region); }
  Word leave(Word results = Unspecified) { return leaveRegion(region, results); }
  bool isOwn(Word value) const { return regionOf(value) == region; }
};

} // namespace

//===----------------------------------------------------------------------===//
// Allocation
//===----------------------------------------------------------------------===//

TEST(Regions, ObjectsOfAllSizesAreInTheCurrentOne) {
  Word outside = cons(Nil, Nil);
  Current current;
  EXPECT_EQ(regionOf(outside), nullptr);
  for (int64_t length : {0, 1, 10, 31, 32, 200, 500, 508, 509, 600, 5000, 100000}) {
    Word vector = makeVector(length, fromFixnum(length));
    ASSERT_TRUE(current.isOwn(vector)) << length;
    for (int64_t i = 0; i != length; ++i)
      ASSERT_EQ(as<Vector>(vector)->elements[i], fromFixnum(length));
  }
  EXPECT_TRUE(current.isOwn(cons(Nil, Nil)) && current.isOwn(fromDoubleBoxed(1)));
  EXPECT_TRUE(current.isOwn(makeString("text")));
  current.leave();
  EXPECT_EQ(regionOf(cons(Nil, Nil)), nullptr);
}

/// Objects do not overlap: each keeps what was stored there.
TEST(Regions, ObjectsKeepTheirContent) {
  std::mt19937 random(7);
  Current current;
  std::vector<Vector *> vectors;
  for (int64_t i = 0; i != 3000; ++i) {
    Word vector = makeVector(int64_t(random() % (i % 100 == 0 ? 2000 : 40)), fromFixnum(i));
    vectors.push_back(as<Vector>(vector));
    *static_cast<Word *>(allocateData(8 + random() % 300)) = ~Word(0);
  }
  for (size_t i = 0; i != vectors.size(); ++i)
    for (int64_t j = 0; j != vectors[i]->length; ++j)
      ASSERT_EQ(vectors[i]->elements[j], fromFixnum(int64_t(i)));
}

/// A second round needs no memory beyond that of the first.
TEST(Regions, MemoryIsUsedAgainAtOnce) {
  Arena *arena = makeArena(intern("again"), 1 << 20);
  int64_t ready = 0;
  for (int round = 0; round != 100; ++round) {
    Region *region = makeRegion(arena);
    enterRegion(region);
    makeWitness(1000);
    EXPECT_GT(arena->usedBytes, 16000);
    leaveRegion(region, Unspecified);
    EXPECT_EQ(arena->usedBytes, 0);
    if (round == 0)
      ready = arena->readyBytes;
    EXPECT_EQ(arena->readyBytes, ready);
  }
  EXPECT_EQ(arena->reused, 100);
}

TEST(Regions, AnArenaKeepsNoMoreThanItsSize) {
  Arena *arena = makeArena(intern("small"), 10000);
  Region *region = makeRegion(arena);
  enterRegion(region);
  makeWitness(5000);
  leaveRegion(region, Unspecified);
  EXPECT_LE(arena->readyBytes, 10000);
  EXPECT_GT(arena->readyBytes, 0);
  eshkol_arena_reset_x(wordOf(arena));
  EXPECT_EQ(arena->readyBytes, 0);
}

//===----------------------------------------------------------------------===//
// What the collector keeps
//===----------------------------------------------------------------------===//

[[gnu::noinline]] static void makeInRegion(Word *places, int64_t count) {
  for (int64_t i = 0; i != count; ++i)
    places[i] = makeWitness(100);
}

TEST(Regions, CollectionsKeepWhatIsInACurrentRegion) {
  Current current;
  constexpr int64_t count = 50;
  Word places = makeVector(count, Nil);
  makeInRegion(as<Vector>(places)->elements, count);
  collect();
  for (int64_t i = 0; i != count; ++i)
    ASSERT_TRUE(isWitness(as<Vector>(places)->elements[i], 100));
}

/// Each object is referred to from outside by its own address, somewhere in a chunk.
TEST(Regions, CollectionsKeepWhatEscaped) {
  Poisoned poisoned;
  constexpr int64_t count = 50;
  Word places = makeVector(count, Nil);
  Current current;
  Word witnesses = makeVector(count, Nil);
  makeInRegion(as<Vector>(witnesses)->elements, count);
  for (int64_t i = 0; i != count; ++i)
    eshkol_vector_set_x(places, fromFixnum(i), as<Vector>(witnesses)->elements[i]);
  current.leave();
  EXPECT_EQ(current.arena->kept, 1);
  collect();
  for (int64_t i = 0; i != count; ++i)
    ASSERT_TRUE(isWitness(as<Vector>(places)->elements[i], 100));
}

//===----------------------------------------------------------------------===//
// Stores
//===----------------------------------------------------------------------===//

/// Calls `store` with an object of a region; afterwards, `read` must find it unharmed.
template <typename Store, typename Read> static void expectEscape(Store store, Read read) {
  Poisoned poisoned;
  Current current;
  store(makeWitness(10));
  EXPECT_EQ(current.region->home, nullptr);
  current.leave();
  EXPECT_EQ(current.arena->reused, 0);
  EXPECT_TRUE(isWitness(read(), 10));
}

TEST(RegionStores, IntoOlderObjects) {
  Word pair = list({False, False});
  expectEscape([&](Word value) { eshkol_set_car_x(pair, value); }, [&] { return car(pair); });
  expectEscape([&](Word value) { eshkol_set_cdr_x(pair, value); }, [&] { return cdr(pair); });
  Word box = makeBox(False);
  expectEscape([&](Word value) { eshkol_set_box_x(box, value); }, [&] { return as<Box>(box)->content; });
  expectEscape([&](Word value) { eshkol_store_in_box(box, value); }, [&] { return as<Box>(box)->content; });
  Word vector = makeVector(3, False);
  Word *elements = as<Vector>(vector)->elements;
  expectEscape([&](Word value) { eshkol_vector_set_x(vector, fromFixnum(1), value); },
               [&] { return elements[1]; });
  expectEscape([&](Word value) { eshkol_vector_fill_x(vector, value, Absent, Absent); },
               [&] { return elements[2]; });
  expectEscape(
      [&](Word value) { eshkol_vector_copy_x(vector, fromFixnum(0), makeVector(2, value), Absent, Absent); },
      [&] { return elements[0]; });
}

TEST(RegionStores, IntoOlderLists) {
  Word first = list({True, True, True}), second = list({True, True});
  expectEscape([&](Word value) { eshkol_list_set_x(first, fromFixnum(1), value); },
               [&] { return car(cdr(first)); });
  expectEscape([&](Word value) { eshkol_append_x(list({second, value})); }, [&] { return cdr(cdr(second)); });
  // The tail of the older pair becomes what was before it.
  Word older = list({True});
  expectEscape(
      [&](Word value) {
        Word joined = value;
        while (cdr(joined) != Nil)
          joined = cdr(joined);
        eshkol_set_cdr_x(joined, older);
        eshkol_reverse_x(value);
      },
      [&] { return eshkol_reverse_x(cdr(older)); });
}

TEST(RegionStores, IntoOlderRecordsAndTables) {
  Word type = eshkol_internal_make_record_type(intern("t"), makeVector(1, intern("field")));
  Word record = eshkol_internal_record(type, list({False}));
  expectEscape(
      [&](Word value) { eshkol_internal_record_set_x(record, type, fromFixnum(0), value, intern("set")); },
      [&] { return as<Record>(record)->fields[0]; });
  HashTable *table = newHashTable(KeyKind::Eqv);
  expectEscape([&](Word value) { eshkol_hash_table_set_x(wordOf(table), fromFixnum(1), value); },
               [&] { return findEntry(table, fromFixnum(1))->value; });
  expectEscape([&](Word value) { eshkol_hash_table_set_x(wordOf(table), value, True); },
               [&] { return table->entries[table->used - 1].key; });
}

TEST(RegionStores, IntoVariables) {
  static Word variable;
  expectEscape(
      [&](Word value) {
        eshkol_note_global_store(value);
        variable = value;
      },
      [&] { return variable; });
}

/// What is no object, or older, is stored freely, and so is anything into the region's own objects.
TEST(RegionStores, OthersAreNoEscape) {
  Word older = list({True}), outside = makeVector(2, False);
  Current current;
  Word inside = makeVector(2, False);
  eshkol_vector_set_x(outside, fromFixnum(0), fromFixnum(7));
  eshkol_vector_set_x(outside, fromFixnum(1), older);
  eshkol_vector_set_x(inside, fromFixnum(0), older);
  eshkol_vector_set_x(inside, fromFixnum(1), makeWitness());
  eshkol_note_global_store(intern("a-symbol-made-in-the-region"));
  EXPECT_EQ(current.region->home, current.region);
}

/// What objects outside need for growing is no part of the region.
TEST(RegionStores, OlderObjectsGrowOutside) {
  Poisoned poisoned;
  HashTable *table = newHashTable(KeyKind::Eqv);
  Word string = makeString("plain");
  Word port = eshkol_open_output_string();
  Current current;
  for (int64_t i = 0; i != 1000; ++i)
    eshkol_hash_table_set_x(wordOf(table), fromFixnum(i), fromFixnum(i * i));
  eshkol_string_set_slow(string, fromFixnum(1), fromCharacter(0x3BB));
  put(as<Port>(port), std::string(5000, 'x'), "test");
  Word symbol = intern("named-in-the-region");
  current.leave();
  EXPECT_EQ(current.arena->reused, 1);
  collect();
  for (int64_t i = 0; i != 1000; ++i)
    ASSERT_EQ(findEntry(table, fromFixnum(i))->value, fromFixnum(i * i));
  EXPECT_EQ(toUtf8(string), "pλain");
  EXPECT_EQ(toUtf8(eshkol_get_output_string(port)), std::string(5000, 'x'));
  EXPECT_EQ(toUtf8(symbol), "named-in-the-region");
  EXPECT_EQ(intern("named-in-the-region"), symbol);
}

//===----------------------------------------------------------------------===//
// What leaves
//===----------------------------------------------------------------------===//

template <typename Make> static Word returned(Make make) {
  Poisoned poisoned;
  Current current;
  Word result = current.leave(make());
  EXPECT_EQ(current.arena->reused, 1);
  EXPECT_EQ(regionOf(result), nullptr);
  collect();
  return result;
}

TEST(RegionResults, AreCopied) {
  EXPECT_TRUE(isWitness(returned([] { return makeWitness(); })));
  EXPECT_EQ(toUtf8(returned([] { return makeString("aλb"); })), "aλb");
  EXPECT_EQ(numberToText(returned([] { return multiply(fromFixnum(MaxFixnum), fromFixnum(-8)); })),
            "-18446744073709551608");
  EXPECT_EQ(numberToText(returned([] { return divide(fromFixnum(-3), fromFixnum(7)); })), "-3/7");
  Word values = returned([] { return eshkol_internal_values(list({makeString("x"), fromFixnum(2)})); });
  EXPECT_EQ(as<Values>(values)->count, 2);
  EXPECT_EQ(toUtf8(as<Values>(values)->values[0]), "x");
  Word box = returned([] { return makeBox(makeWitness(3)); });
  EXPECT_TRUE(isWitness(as<Box>(box)->content, 3));
  Word vector = returned([] { return makeVector(3000, makeWitness(3)); });
  EXPECT_TRUE(isWitness(as<Vector>(vector)->elements[2999], 3));
}

TEST(RegionResults, ClosuresTakeTheirVariablesAlong) {
  static const ProcedureInfo info = {"p", 0, 0, 0, nullptr, nullptr};
  Word closure = returned([] {
    Word made = eshkol_make_closure(nullptr, &info, 2);
    as<Procedure>(made)->captured[0] = makeWitness(5);
    as<Procedure>(made)->captured[1] = made;
    return made;
  });
  EXPECT_TRUE(isWitness(as<Procedure>(closure)->captured[0], 5));
  EXPECT_EQ(as<Procedure>(closure)->captured[1], closure);
  EXPECT_EQ(as<Procedure>(closure)->info, &info);
}

TEST(RegionResults, TensorsStayAligned) {
  Word tensor = returned([] {
    // So that the address differs in its lower bits from that of the copy.
    cons(Nil, Nil);
    int64_t sizes[] = {3, 5};
    Tensor *made = makeTensor(DType::F64, {sizes, 2});
    for (int i = 0; i != 15; ++i)
      made->elements<double>()[i] = i * 0.5;
    return wordOf(made);
  });
  EXPECT_EQ(reinterpret_cast<uintptr_t>(as<Tensor>(tensor)->data) % TensorAlignment, 0u);
  EXPECT_EQ(as<Tensor>(tensor)->shape[1], 5);
  EXPECT_EQ(as<Tensor>(tensor)->elements<double>()[14], 7.0);
}

TEST(RegionResults, SharedAndCyclicStructureStaysSo) {
  Word result = returned([] {
    Word shared = list({fromFixnum(1), fromFixnum(2)});
    Word pair = cons(shared, cons(shared, Nil));
    eshkol_set_cdr_x(cdr(pair), pair);
    return pair;
  });
  EXPECT_EQ(car(result), car(cdr(result)));
  EXPECT_EQ(cdr(cdr(result)), result);
  EXPECT_EQ(car(cdr(car(result))), fromFixnum(2));
}

TEST(RegionResults, OlderObjectsStayTheSame) {
  Word older = list({True});
  Word result = returned([&] { return list({older, intern("s")}); });
  EXPECT_EQ(car(result), older);
  EXPECT_EQ(car(cdr(result)), intern("s"));
}

/// Keys have other addresses afterwards.
TEST(RegionResults, TablesFindTheirKeysAgain) {
  for (KeyKind kind : {KeyKind::Eq, KeyKind::Eqv, KeyKind::Equal}) {
    Word result = returned([&] {
      HashTable *table = newHashTable(kind);
      Word keys = Nil;
      for (int64_t i = 0; i != 100; ++i) {
        Word key = list({fromFixnum(i)});
        keys = cons(key, keys);
        setEntry(table, key, fromFixnum(i));
      }
      deleteEntry(table, car(keys));
      return list({wordOf(table), keys});
    });
    auto *table = as<HashTable>(car(result));
    Word keys = car(cdr(result));
    EXPECT_EQ(findEntry(table, car(keys)), nullptr);
    for (int64_t i = 98; i >= 0; --i) {
      keys = cdr(keys);
      ASSERT_NE(findEntry(table, car(keys)), nullptr);
      ASSERT_EQ(findEntry(table, car(keys))->value, fromFixnum(i));
    }
    EXPECT_EQ(table->live, 99);
  }
}

/// Ports have no copies: the region lives on, and the result is what it was.
TEST(RegionResults, WhatHasNoCopyIsKept) {
  Poisoned poisoned;
  Current current;
  Word port = eshkol_open_output_string();
  put(as<Port>(port), "text", "test");
  Word result = list({makeWitness(5), port});
  EXPECT_EQ(current.leave(result), result);
  EXPECT_EQ(current.arena->kept, 1);
  collect();
  EXPECT_TRUE(isWitness(car(result), 5));
  EXPECT_EQ(toUtf8(eshkol_get_output_string(car(cdr(result)))), "text");
}

/// Random graphs of pairs and vectors, with cycles: the copy has the same shape.
TEST(RegionResults, RandomGraphs) {
  std::mt19937 random(42);
  for (int round = 0; round != 200; ++round) {
    auto graph = [&](unsigned seed) {
      std::mt19937 choice(seed);
      size_t count = 1 + choice() % 40;
      std::vector<Word> nodes;
      for (size_t i = 0; i != count; ++i)
        nodes.push_back(choice() % 2 ? cons(Nil, Nil) : makeVector(int64_t(choice() % 5), Nil));
      auto pick = [&] { return choice() % 4 ? nodes[choice() % count] : fromFixnum(int64_t(choice() % 9)); };
      for (Word node : nodes)
        if (isPair(node)) {
          pairOf(node)->car = pick();
          pairOf(node)->cdr = pick();
        } else {
          for (int64_t i = 0; i != as<Vector>(node)->length; ++i)
            as<Vector>(node)->elements[i] = pick();
        }
      return nodes[0];
    };
    unsigned seed = unsigned(random());
    Word copy = returned([&] { return graph(seed); });
    EXPECT_EQ(eshkol_equal_p(copy, graph(seed)), True);
  }
}

//===----------------------------------------------------------------------===//
// Nested regions
//===----------------------------------------------------------------------===//

TEST(NestedRegions, ResultsGoToTheEnclosingOne) {
  Poisoned poisoned;
  Current outer;
  Current inner;
  Word result = inner.leave(makeWitness(20));
  EXPECT_TRUE(outer.isOwn(result));
  result = outer.leave(result);
  collect();
  EXPECT_TRUE(isWitness(result, 20));
  EXPECT_EQ(inner.arena->reused + outer.arena->reused, 2);
}

/// Objects of an inner region that are stored into those of an outer one end with that.
TEST(NestedRegions, EscapesLastAsLongAsTheyMust) {
  Poisoned poisoned;
  Current outer;
  Word place = makeBox(False);
  Current inner;
  eshkol_set_box_x(place, makeWitness(20));
  EXPECT_EQ(regionOf(as<Box>(place)->content), outer.region);
  inner.leave();
  collect();
  EXPECT_TRUE(isWitness(as<Box>(place)->content, 20));
  EXPECT_GT(outer.arena->usedBytes, 0);
  outer.leave();
  EXPECT_EQ(outer.arena->usedBytes, 0);
  EXPECT_EQ(outer.arena->reused, 1);
}

/// They refer to objects of the outer region, so that these live on as well; and so after a detour.
TEST(NestedRegions, EscapesTakeEnclosingRegionsAlong) {
  Poisoned poisoned;
  Word global = makeBox(False), late = makeBox(False);
  Current outer;
  Word middle = makeBox(False);
  Word kept = makeWitness(20);
  Current inner;
  eshkol_set_box_x(middle, cons(kept, Nil));
  inner.leave();
  eshkol_set_box_x(global, as<Box>(middle)->content);
  Current again;
  eshkol_set_box_x(late, cons(kept, Nil));
  again.leave();
  outer.leave();
  collect();
  EXPECT_TRUE(isWitness(car(as<Box>(global)->content), 20));
  EXPECT_TRUE(isWitness(car(as<Box>(late)->content), 20));
  EXPECT_EQ(outer.arena->kept, 1);
}

//===----------------------------------------------------------------------===//
// Other ways out
//===----------------------------------------------------------------------===//

TEST(Regions, AnAbandonedOneLivesOn) {
  Poisoned poisoned;
  Current current;
  Word witness = makeWitness(20);
  abandonRegion(current.region);
  EXPECT_EQ(eshkol_current_region, nullptr);
  collect();
  EXPECT_TRUE(isWitness(witness, 20));
}

/// A handler may look at what was raised below the region, and go back into it.
TEST(Regions, AnAbandonedOneIsEnteredAgain) {
  Poisoned poisoned;
  Current current;
  Word before = makeWitness(20);
  abandonRegion(current.region);
  enterRegion(current.region);
  Word after = cons(before, makeWitness(20));
  Word result = current.leave(after);
  collect();
  EXPECT_EQ(result, after);
  EXPECT_TRUE(isWitness(car(result), 20) && isWitness(cdr(result), 20));
}

TEST(Regions, ResetKeepsWhatIsReferredTo) {
  Poisoned poisoned;
  Current outer;
  Word inOuter = makeWitness(20);
  Current inner;
  Word before = cons(inOuter, makeWitness(20));
  eshkol_region_reset_x();
  EXPECT_EQ(regionOf(before), outer.region);
  EXPECT_EQ(inner.arena->usedBytes, 0);
  Word after = makeWitness(20);
  EXPECT_TRUE(inner.isOwn(after));
  collect();
  EXPECT_TRUE(isWitness(cdr(before), 20) && isWitness(car(before), 20) && isWitness(after, 20));
}

/// Regions inside of the one that is reset may have lent it their objects.
TEST(Regions, ResetOfAnOuterOne) {
  Poisoned poisoned;
  Current outer;
  Word place = makeBox(False);
  Current inner;
  eshkol_set_box_x(place, makeWitness(20));
  eshkol_arena_reset_x(wordOf(outer.arena));
  inner.leave();
  outer.leave();
  collect();
  EXPECT_TRUE(isWitness(as<Box>(place)->content, 20));
}

TEST(Regions, Errors) {
  EXPECT_EQ(raised([] { eshkol_region_reset_x(); }), "region-reset!: there is no region in progress");
  EXPECT_EQ(raised([] { eshkol_arena_reset_x(fromFixnum(5)); }),
            "arena-reset!: argument 1 must be an arena, but is 5");
  EXPECT_EQ(raised([] { eshkol_internal_make_region(Nil); }),
            "with-arena: argument 1 must be an arena, but is ()");
  EXPECT_NE(raised([] { eshkol_internal_make_arena(intern("a"), fromFixnum(0)); }).find("define-arena"),
            std::string::npos);
}
