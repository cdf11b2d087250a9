//===- MemoryTest.cpp - words, and what the collector keeps ----------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/KeptBlocks.h"
#include "runtime/host/Roots.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tests/Collection.h"
#include "runtime/host/tests/Raised.h"

#include <cmath>
#include <cstdlib>
#include <gc.h>
#include <gtest/gtest.h>
#include <random>

using namespace eshkol;

extern "C" {
Word eshkol_make_vector(Word length, Word element);
Word eshkol_make_string(Word length, Word character);
Word eshkol_make_bytevector(Word length, Word byte);
Word eshkol_make_closure(void *entry, const ProcedureInfo *info, int64_t captured);
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

static bool isImmediate(Word word) { return (word & 7) == (Nil & 7); }

TEST(Words, EachIsOfOneKind) {
  for (Word word = 0; word != 4096; ++word)
    EXPECT_EQ(isFixnum(word) + isPair(word) + isObject(word) + isUnboxedFlonum(word) + isImmediate(word), 1)
        << word;
  EXPECT_TRUE(isPair(cons(Nil, Nil)));
  EXPECT_TRUE(isA(makeBox(Nil), Type::Box));
  for (Word word : {False, True, Nil, Unspecified, EndOfFile, Undefined, Absent})
    EXPECT_TRUE(isImmediate(word) && !isCharacter(word));
}

TEST(Words, FixnumLimits) {
  // R7RS leaves the range open; two bits of 64 are the tag.
  EXPECT_EQ(MaxFixnum, 2305843009213693951);
  EXPECT_EQ(MinFixnum, -2305843009213693952);
  for (int64_t number : {MinFixnum, MinFixnum + 1, int64_t(-1), int64_t(0), int64_t(1), MaxFixnum}) {
    EXPECT_TRUE(fitsFixnum(number) && isFixnum(fromFixnum(number)));
    EXPECT_EQ(toFixnum(fromFixnum(number)), number);
  }
  EXPECT_FALSE(fitsFixnum(MaxFixnum + 1));
  EXPECT_FALSE(fitsFixnum(MinFixnum - 1));

  Word above = add(fromFixnum(MaxFixnum), fromFixnum(1)),
       below = subtract(fromFixnum(MinFixnum), fromFixnum(1));
  EXPECT_TRUE(isA(above, Type::Bignum) && isA(below, Type::Bignum));
  EXPECT_EQ(numberToText(above), "2305843009213693952");
  EXPECT_EQ(numberToText(below), "-2305843009213693953");
  EXPECT_EQ(subtract(above, fromFixnum(1)), fromFixnum(MaxFixnum));
  EXPECT_EQ(add(below, fromFixnum(1)), fromFixnum(MinFixnum));
}

TEST(Words, Characters) {
  for (uint32_t scalar : {0u, 0x41u, 0xFFu, 0xD7FFu, 0x10FFFFu}) {
    EXPECT_TRUE(isCharacter(fromCharacter(scalar)));
    EXPECT_EQ(toCharacter(fromCharacter(scalar)), scalar);
  }
}

//===----------------------------------------------------------------------===//
// Flonums
//===----------------------------------------------------------------------===//

static uint64_t bitsOf(double number) {
  uint64_t bits;
  std::memcpy(&bits, &number, sizeof bits);
  return bits;
}

static double fromBits(uint64_t bits) {
  double number;
  std::memcpy(&number, &bits, sizeof number);
  return number;
}

/// Every bit of a double comes back: signs of zeros, subnormal numbers, payloads of NaN.
TEST(Flonums, RoundTrip) {
  std::mt19937_64 random(20240229);
  constexpr uint64_t fraction = (uint64_t(1) << 52) - 1;
  for (uint64_t exponent = 0; exponent != 2048; ++exponent)
    for (uint64_t sign : {0, 1})
      for (int i = 0; i != 10; ++i) {
        uint64_t low = i == 0 ? 0 : i == 1 ? fraction : random() & fraction;
        uint64_t bits = sign << 63 | exponent << 52 | low;
        Word word = fromDouble(fromBits(bits));
        ASSERT_TRUE(isFlonum(word) && !isFixnum(word) && !isPair(word)) << std::hex << bits;
        ASSERT_EQ(bitsOf(toDouble(word)), bits);
      }
}

TEST(Flonums, CommonOnesHaveNoBox) {
  for (double number :
       {0.0, -0.0, 1.0, -1.5, M_PI, 1e-70, -1e70, 6.02214076e23, 0x1p-255, 0x1.fffffffffffffp256})
    EXPECT_TRUE(isUnboxedFlonum(fromDouble(number))) << number;
  for (double number : {0x1p257, -0x1p-256, 1e300, double(INFINITY), -double(INFINITY), double(NAN)})
    EXPECT_TRUE(isA(fromDouble(number), Type::Flonum)) << number;
}

//===----------------------------------------------------------------------===//
// What the collector keeps
//===----------------------------------------------------------------------===//

TEST(Collector, KeepsWhatTheStackRefersTo) {
  Word list = makeWitness();
  collect();
  EXPECT_TRUE(isWitness(list));
}

[[gnu::noinline]] static void fill(Word *words, int64_t count) {
  for (int64_t i = 0; i != count; ++i)
    words[i] = makeWitness(50);
}

[[gnu::noinline]] static void dropVectors(int64_t count) {
  for (int64_t i = 0; i != count; ++i)
    makeVector(5, Nil);
}

/// Blocks stay with a size for as long as objects of this size are made, and no more than the limit.
TEST(Collector, KeepsBlocksOfSizesInUse) {
  dropVectors(1000000);
  // With gaps for AddressSanitizer, each object is allocated by itself.
  EXPECT_GE(keptBlocks(), GapSize ? size_t(0) : size_t(100));
  EXPECT_LE(keptBlocks() * 4096, KeptBytes);
  GC_gcollect();
  GC_gcollect();
  EXPECT_EQ(keptBlocks(), size_t(0));
}

/// A block that is kept is not given away, and its other objects are zeroed and handed out again.
TEST(Collector, UsesKeptBlocksAgain) {
  Word list = makeWitness();
  for (int round = 0; round != 20; ++round) {
    dropVectors(100000);
    ASSERT_TRUE(isWitness(list));
    auto *words = static_cast<Word *>(allocate(sizeof(Vector) + 5 * sizeof(Word)));
    for (int i = 0; i != 7; ++i)
      ASSERT_EQ(words[i], Word(0));
  }
}

/// What malloc gives is no root by itself.  Both halves together show that the roots are what counts.
TEST(Collector, KeepsWhatRootsReferTo) {
  constexpr int64_t count = 100;
  auto *roots = static_cast<Word *>(std::malloc(count * sizeof(Word)));
  eshkol_register_roots(roots, count);
  fill(roots, count);
  collect();
  for (int64_t i = 0; i != count; ++i)
    ASSERT_TRUE(isWitness(roots[i], 50));
  GC_remove_roots(roots, roots + count);
  std::free(roots);
}

/// Fills an array of links, which are cleared when their pairs are reclaimed.
[[gnu::noinline]] static void fillWeakly(Word *links, int64_t count) {
  for (int64_t i = 0; i != count; ++i) {
    Word pair = makeWitness(50);
    links[i] = ~pair;
    GC_general_register_disappearing_link(reinterpret_cast<void **>(&links[i]), pairOf(pair));
  }
}

TEST(Collector, ReclaimsWhatNothingRefersTo) {
  constexpr int64_t count = 100;
  auto *links = static_cast<Word *>(std::malloc(count * sizeof(Word)));
  fillWeakly(links, count);
  collect();
  int64_t reclaimed = 0;
  for (int64_t i = 0; i != count; ++i)
    reclaimed += links[i] == 0;
  // The collector is conservative: old words on the stack may keep a few.
  EXPECT_GT(reclaimed, count * 9 / 10);
  for (int64_t i = 0; i != count; ++i)
    GC_unregister_disappearing_link(reinterpret_cast<void **>(&links[i]));
  std::free(links);
}

/// A witness that is reached only through each kind of object that holds words.
[[gnu::noinline]] static Word makeChain() {
  Word procedure = eshkol_make_closure(nullptr, nullptr, 2);
  as<Procedure>(procedure)->captured[1] = makeWitness();
  Word vector = makeVector(300, Nil);
  as<Vector>(vector)->elements[299] = makeBox(procedure);
  return cons(Nil, vector);
}

TEST(Collector, FollowsObjects) {
  Word chain = makeChain();
  collect();
  Word box = as<Vector>(cdr(chain))->elements[299];
  ASSERT_TRUE(isA(box, Type::Box));
  ASSERT_TRUE(isA(as<Box>(box)->content, Type::Procedure));
  EXPECT_TRUE(isWitness(as<Procedure>(as<Box>(box)->content)->captured[1]));
}

TEST(Collector, FollowsCycles) {
  Word cycle = cons(makeWitness(), Nil);
  pairOf(cycle)->cdr = cycle;
  collect();
  EXPECT_EQ(cdr(cycle), cycle);
  EXPECT_TRUE(isWitness(car(cycle)));
}

//===----------------------------------------------------------------------===//
// Small objects
//===----------------------------------------------------------------------===//

/// What was stored in an object before does not show in the next one at its place.
TEST(SmallObjects, AreZeroed) {
  for (int round = 0; round != 3; ++round) {
    for (size_t count = 1; count != 40; ++count)
      for (int i = 0; i != 200; ++i) {
        auto *words = static_cast<Word *>(allocate(count * sizeof(Word)));
        for (size_t k = 0; k != count; ++k) {
          ASSERT_EQ(words[k], 0u);
          words[k] = ~Word(0);
        }
      }
    GC_gcollect();
  }
}

static uint8_t patternOf(size_t i, size_t bytes) { return uint8_t(7 * i + bytes); }

/// A collection drops the lists of free objects, and gives none away that is in use.
TEST(SmallObjects, AreApart) {
  constexpr size_t count = 600, sizes = 40;
  auto **blocks = static_cast<uint8_t **>(allocate(count * sizes * sizeof(uint8_t *)));
  for (size_t i = 0; i != count; ++i) {
    for (size_t size = 0; size != sizes; ++size) {
      size_t bytes = 8 * size + 1;
      auto *block = static_cast<uint8_t *>(i % 2 ? allocate(bytes) : allocateData(bytes));
      std::memset(block, patternOf(i, bytes), bytes);
      blocks[i * sizes + size] = block;
    }
    if (i % 100 == 50)
      GC_gcollect();
  }
  for (size_t i = 0; i != count; ++i)
    for (size_t size = 0; size != sizes; ++size)
      for (size_t k = 0, bytes = 8 * size + 1; k != bytes; ++k)
        ASSERT_EQ(blocks[i * sizes + size][k], patternOf(i, bytes));
}

//===----------------------------------------------------------------------===//
// Too much
//===----------------------------------------------------------------------===//

TEST(Allocation, OutOfMemory) {
  for (auto allocateSome : {allocate, allocateData}) {
    Word condition = raisedObject([=] { allocateSome(size_t(1) << 60); });
    ASSERT_TRUE(isA(condition, Type::Condition));
    EXPECT_EQ(as<Condition>(condition)->kind, intern("memory-error"));
    EXPECT_EQ(toUtf8(as<Condition>(condition)->message), "there is not enough memory");
  }
  EXPECT_TRUE(isWitness(makeWitness())); // memory of a usual size is still there
}

TEST(Allocation, LengthsWhoseSizeOverflows) {
  for (int64_t length : {MaxFixnum, int64_t(1) << 60, int64_t(1) << 40, int64_t(-1)}) {
    EXPECT_NE(raised([=] { eshkol_make_vector(fromFixnum(length), Nil); }), "") << length;
    EXPECT_NE(raised([=] { eshkol_make_string(fromFixnum(length), fromCharacter(0x3BB)); }), "") << length;
    EXPECT_NE(raised([=] { eshkol_make_bytevector(fromFixnum(length), fromFixnum(0)); }), "") << length;
  }
}
