//===- ControlTest.cpp - continuations, the stack, arguments and values ----===//

#include "runtime/host/Errors.h"
#include "runtime/host/control/Calls.h"
#include "runtime/host/tests/Capture.h"
#include "runtime/host/tests/Collection.h"
#include "runtime/host/tests/Data.h"

#include <gc.h>
#include <vector>

using namespace eshkol;

extern "C" {
F1 eshkol_internal_call_with_escape;

Word eshkol_wrong_number_of_arguments(Word procedure, int64_t count);
int64_t eshkol_spread_arguments(Word list);

F1 eshkol_internal_values, eshkol_internal_values_to_list;
F2 eshkol_value_at, eshkol_values_from, eshkol_optional_argument;
F3 eshkol_check_value_count, eshkol_check_optional;
}

/// Kept over jumps, unlike what is on the stack.
static Word saved;
static std::vector<int64_t> seen;

class Continuations : public testing::Test {
protected:
  void SetUp() override { seen.clear(); }
};

//===----------------------------------------------------------------------===//
// Continuations
//===----------------------------------------------------------------------===//

TEST_F(Continuations, CanBeEnteredAgain) {
  onSchemeStack([] {
    Word value = capture();
    if (isContinuation(value))
      saved = value;
    else
      seen.push_back(toFixnum(value));
    if (seen.size() < 3)
      eshkol_internal_reinstate(saved, number(int64_t(seen.size()) * 10));
  });
  EXPECT_EQ(seen, (std::vector<int64_t>{0, 10, 20}));
}

/// The frames are those of the time of the capture.
TEST_F(Continuations, RestoreFrames) {
  onSchemeStack([] {
    volatile int64_t local = 1;
    Word value = capture();
    seen.push_back(int64_t(local));
    local = 2;
    if (isContinuation(value))
      eshkol_internal_reinstate(value, Nil);
  });
  EXPECT_EQ(seen, (std::vector<int64_t>{1, 1}));
}

/// The number of calls, added on the way back, and at their end the value that the continuation gets.
[[gnu::noinline]] static int64_t descend(int64_t depth) {
  // AddressSanitizer guards the ends of an array whose uses it does not know, and these are copied too.
  int64_t steps[] = {depth > 0, 0};
  asm volatile("" ::"r"(steps) : "memory");
  if (depth > 0)
    return descend(depth - 1) + steps[0];
  Word value = capture();
  if (!isContinuation(value))
    return toFixnum(value);
  saved = value;
  return steps[1];
}

TEST_F(Continuations, EnteredFromShallowerStack) {
  onSchemeStack([] {
    seen.push_back(descend(1000));
    if (seen.size() < 4)
      eshkol_internal_reinstate(saved, number(int64_t(seen.size()) * 10000));
  });
  EXPECT_EQ(seen, (std::vector<int64_t>{1000, 11000, 21000, 31000}));
}

[[gnu::noinline]] static int64_t reinstateBelow(int64_t depth, Word value) {
  if (depth == 0)
    eshkol_internal_reinstate(saved, value);
  return reinstateBelow(depth - 1, value) + 1;
}

TEST_F(Continuations, EnteredFromDeeperStack) {
  onSchemeStack([] {
    seen.push_back(descend(10));
    if (seen.size() < 4)
      seen.push_back(reinstateBelow(5000, number(int64_t(seen.size()) * 100)));
  });
  EXPECT_EQ(seen, (std::vector<int64_t>{10, 110, 210, 310}));
}

static Word consumer;
static size_t before, afterFirst;
constexpr int64_t Items = 100;

/// Below so many calls, hands items to the consumer, which comes back for each.
[[gnu::noinline]] static int64_t produce(int64_t depth) {
  if (depth > 0) {
    // Otherwise the optimizer makes a loop of it.
    volatile int64_t below = produce(depth - 1);
    return below + 1;
  }
  for (int64_t i = 0; i != Items; ++i) {
    Word value = capture();
    if (!isContinuation(value))
      continue;
    saved = value;
    eshkol_internal_reinstate(consumer, number(i));
  }
  return 0;
}

/// The frames of all calls are copied once; then those of a part of them.
TEST_F(Continuations, DeepOnesAreSplit) {
  onSchemeStack([] {
    Word item = capture();
    if (isContinuation(item)) {
      consumer = item;
      before = GC_get_total_bytes();
      produce(5000);
      return;
    }
    if (seen.empty())
      afterFirst = GC_get_total_bytes();
    seen.push_back(toFixnum(item));
    if (seen.size() < Items)
      eshkol_internal_reinstate(saved, Nil);
  });
  EXPECT_EQ(seen.size(), size_t(Items));
  EXPECT_EQ(seen.back(), Items - 1);
  EXPECT_LT(GC_get_total_bytes() - before, 4 * (afterFirst - before));
}

/// Two of them, entered by turns, as coroutines are.
TEST_F(Continuations, TwoByTurns) {
  static Word first, second;
  onSchemeStack([] {
    seen.push_back(descend(3));
    if (seen.size() == 1) {
      first = saved;
      seen.push_back(descend(50));
      if (seen.size() == 2)
        second = saved;
      if (seen.size() == 4)
        return; // entered the second one, and came here
    }
    if (seen.size() == 2)
      eshkol_internal_reinstate(first, number(20));
    if (seen.size() == 3)
      eshkol_internal_reinstate(second, number(30));
  });
  EXPECT_EQ(seen, (std::vector<int64_t>{3, 50, 23, 80}));
}

[[gnu::noinline]] static bool survives() {
  Word list = makeWitness();
  Word value = capture();
  if (isContinuation(value))
    saved = value;
  return isWitness(list);
}

/// What only frames refer to that left the stack long ago is still there when they come back.
TEST_F(Continuations, KeepWhatTheirFramesReferTo) {
  onSchemeStack([] {
    seen.push_back(survives());
    collect();
    if (seen.size() < 3)
      eshkol_internal_reinstate(saved, Nil);
  });
  EXPECT_EQ(seen, (std::vector<int64_t>{1, 1, 1}));
}

/// A stack of continuations: each is entered when the frames of the others are not on the stack any more.
TEST_F(Continuations, WithinEachOther) {
  static Word kept[3];
  static int64_t entered;
  entered = 0;
  onSchemeStack([] {
    struct Level {
      [[gnu::noinline]] static int64_t run(int level) {
        volatile int64_t own = level * 10;
        Word value = capture();
        if (isContinuation(value)) {
          kept[level] = value;
          value = number(level < 2 ? run(level + 1) : 0);
        }
        return toFixnum(value) + own;
      }
    };
    seen.push_back(Level::run(0));
    if (entered < 3) {
      Word target = kept[2 - entered++];
      eshkol_internal_reinstate(target, number(100));
    }
  });
  EXPECT_EQ(seen, (std::vector<int64_t>{30, 130, 110, 100}));
}

/// An escape goes to a frame that belongs to a continuation within which another one was entered again.
TEST_F(Continuations, EscapeToFramesThatWereAway) {
  static Word escape, inner;
  onSchemeStack([] {
    static const ProcedureInfo info = {"test", 1, 0, 0, nullptr, nullptr};
    Word body = makeProcedure(
        [](Word, int64_t, Word k, Word, Word, Word) -> Word {
          escape = k;
          Word value = capture();
          if (isContinuation(value)) {
            inner = value;
            return number(1);
          }
          eshkol_internal_reinstate(escape, value);
        },
        &info);
    volatile int64_t own = 5;
    Word value = eshkol_internal_call_with_escape(body);
    seen.push_back(toFixnum(value) + own);
    if (seen.size() < 3)
      eshkol_internal_reinstate(inner, number(int64_t(seen.size()) * 10));
  });
  EXPECT_EQ(seen, (std::vector<int64_t>{6, 15, 25}));
}

static const ProcedureInfo testInfo = {"test", 1, 0, 0, nullptr, nullptr};

TEST_F(Continuations, Escape) {
  Word escapes = makeProcedure(
      [](Word, int64_t, Word k, Word, Word, Word) -> Word {
        saved = k;
        return number(reinstateBelow(100, number(7)));
      },
      &testInfo);
  Word returns = makeProcedure([](Word, int64_t, Word, Word, Word, Word) { return number(8); }, &testInfo);
  Word escaped = Nil, returned = Nil;
  onSchemeStack([&] {
    escaped = eshkol_internal_call_with_escape(escapes);
    returned = eshkol_internal_call_with_escape(returns);
  });
  EXPECT_EQ(escaped, number(7));
  EXPECT_EQ(returned, number(8));
}

TEST_F(Continuations, Errors) {
  EXPECT_TRUE(raises("must be a continuation", [] { eshkol_internal_reinstate(number(1), Nil); }));
}

//===----------------------------------------------------------------------===//
// The stack
//===----------------------------------------------------------------------===//

/// Takes more stack than there is.
[[gnu::noinline]] static int64_t recur(int64_t depth) {
  volatile char frame[200];
  frame[depth % 200] = 1;
  return depth == INT64_MAX ? 0 : recur(depth + 1) + frame[0];
}

TEST(Stack, ExhaustionIsAnError) {
  // More than once, since the error is handled in a part of the stack that is closed again.
  for (int i = 0; i != 3; ++i) {
    Word condition = Nil;
    onSchemeStack([&] { condition = raisedObject([] { recur(0); }); });
    ASSERT_TRUE(isA(condition, Type::Condition));
    EXPECT_EQ(as<Condition>(condition)->kind, intern("stack-error"));
    EXPECT_EQ(toUtf8(as<Condition>(condition)->message), "recursion is too deep: the stack of 16 MB is full");
  }
}

TEST(Stack, ExhaustionTwiceInOneRun) {
  std::string first, second;
  onSchemeStack([&] {
    first = raised([] { recur(0); });
    second = raised([] { recur(0); });
  });
  EXPECT_NE(first, "");
  EXPECT_EQ(second, first);
}

TEST(Stack, IsScannedUpToItsBase) {
  onSchemeStack([] {
    volatile Word lists[20];
    for (volatile Word &list : lists)
      list = makeWitness(100);
    collect();
    for (Word list : lists)
      EXPECT_TRUE(isWitness(list, 100));
  });
}

TEST(Stack, NestedRunsShareIt) {
  char *outer = nullptr, *inner = nullptr;
  onSchemeStack([&] {
    outer = static_cast<char *>(__builtin_frame_address(0));
    onSchemeStack([&] { inner = static_cast<char *>(__builtin_frame_address(0)); });
  });
  EXPECT_LE(outer, stackBase());
  EXPECT_LT(inner, outer);
  EXPECT_GT(inner, outer - 10000);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

TEST(Calls, FromOutside) {
  Word procedure = makeProcedure(
      [](Word self, int64_t count, Word first, Word, Word, Word) { return list(self, number(count), first); },
      &testInfo);
  EXPECT_TRUE(equal(eshkol_call_1(procedure, number(5)), list(procedure, number(1), number(5))));
}

TEST(Calls, OfWhatIsNoProcedure) {
  for (Word value : {number(7), Nil, cons(Nil, Nil), string("f"), fromDouble(1.5)}) {
    Word condition = raisedObject([=] { eshkol_call_1(value, Nil); });
    ASSERT_TRUE(isA(condition, Type::Condition));
    EXPECT_EQ(as<Condition>(condition)->kind, intern("type-error"));
    EXPECT_TRUE(equal(as<Condition>(condition)->irritants, list(value)));
  }
  EXPECT_EQ(raised([] { eshkol_call_1(Nil, Nil); }),
            "the value of an operator is not a procedure (called with 1 argument)");
}

static std::string arityError(ProcedureInfo info, int64_t count) {
  Word procedure = makeProcedure(nullptr, &info);
  return raised([=] { eshkol_wrong_number_of_arguments(procedure, count); });
}

TEST(Calls, WrongNumberOfArguments) {
  EXPECT_EQ(arityError({"add", 2, 0, 1, nullptr, nullptr}, 3), "add: expected 2 arguments, but got 3");
  EXPECT_EQ(arityError({"add", 1, 0, 1, nullptr, nullptr}, 0), "add: expected 1 argument, but got 0");
  EXPECT_EQ(arityError({nullptr, 0, 0, 1, nullptr, nullptr}, 1), "lambda: expected 0 arguments, but got 1");
  EXPECT_EQ(arityError({"f", 1, 1, 1, nullptr, nullptr}, 0), "f: expected at least 1 argument, but got 0");
  // A long name is neither cut nor written past an end.
  std::string name(1000, 'n');
  EXPECT_EQ(arityError({name.c_str(), 1, 0, 1, nullptr, nullptr}, 2),
            name + ": expected 1 argument, but got 2");
}

//===----------------------------------------------------------------------===//
// Lists of arguments
//===----------------------------------------------------------------------===//

/// The list 0, 1, ... of this length.
static Word upTo(int64_t length) {
  Word result = Nil;
  while (length-- > 0)
    result = cons(number(length), result);
  return result;
}

static Word collectAfterSpread(Word arguments, int64_t required) {
  int64_t count = eshkol_spread_arguments(arguments);
  const Word *first = eshkol_first_arguments;
  return eshkol_collect_arguments(required, count, first[0], first[1], first[2], first[3]);
}

TEST(Arguments, SpreadAndCollected) {
  for (int64_t length : {0, 1, 4, 5, 4100, 100000}) {
    Word arguments = upTo(length), rest = arguments;
    ASSERT_EQ(eshkol_spread_arguments(arguments), length);
    for (int64_t i = 0; i != length; ++i)
      ASSERT_EQ(i < 4 ? eshkol_first_arguments[i] : eshkol_spilled_arguments[i - 4], number(i));
    for (int64_t required = 0; required <= length && required != 7; ++required) {
      EXPECT_TRUE(equal(collectAfterSpread(arguments, required), rest)) << required << " of " << length;
      rest = isPair(rest) ? cdr(rest) : rest;
    }
  }
}

/// The spilled ones must be found by the collector.
TEST(Arguments, SurviveCollection) {
  Word arguments = Nil;
  for (int i = 0; i != 10; ++i)
    arguments = cons(makeWitness(), arguments);
  ASSERT_EQ(eshkol_spread_arguments(arguments), 10);
  arguments = Nil;
  collect();
  const Word *first = eshkol_first_arguments;
  Word collected = eshkol_collect_arguments(0, 10, first[0], first[1], first[2], first[3]);
  for (int i = 0; i != 10; ++i, collected = cdr(collected))
    EXPECT_TRUE(isWitness(car(collected)));
  EXPECT_EQ(collected, Nil);
}

TEST(Arguments, NoProperList) {
  EXPECT_TRUE(raises("apply", [] { eshkol_spread_arguments(circular({1, 2, 3})); }));
  EXPECT_TRUE(raises("apply", [] { eshkol_spread_arguments(cons(number(1), number(2))); }));
  EXPECT_TRUE(raises("apply", [] { eshkol_spread_arguments(number(1)); }));
}

TEST(Arguments, Optional) {
  Word given = list(string("a"), False);
  EXPECT_EQ(eshkol_check_optional(given, number(2), string("f")), given);
  EXPECT_EQ(eshkol_check_optional(Nil, number(0), string("f")), Nil);
  EXPECT_EQ(raised([=] { eshkol_check_optional(given, number(1), string("f")); }), "f: too many arguments");
  EXPECT_EQ(eshkol_optional_argument(given, number(0)), car(given));
  EXPECT_EQ(eshkol_optional_argument(given, number(1)), False);
  EXPECT_EQ(eshkol_optional_argument(given, number(2)), Absent);
  EXPECT_EQ(eshkol_optional_argument(given, number(9)), Absent);
  EXPECT_EQ(eshkol_optional_argument(Nil, number(0)), Absent);
}

//===----------------------------------------------------------------------===//
// Several values
//===----------------------------------------------------------------------===//

TEST(SeveralValues, Count) {
  Word none = eshkol_internal_values(Nil), three = eshkol_internal_values(numbers({1, 2, 3}));
  EXPECT_EQ(eshkol_check_value_count(three, number(3), False), three);
  EXPECT_EQ(eshkol_check_value_count(three, number(1), True), three);
  EXPECT_EQ(eshkol_check_value_count(number(5), number(1), False), number(5));
  EXPECT_EQ(eshkol_check_value_count(none, number(0), True), none);
  EXPECT_EQ(raised([=] { eshkol_check_value_count(three, number(2), False); }),
            "expected 2 values, but got 3");
  EXPECT_EQ(raised([=] { eshkol_check_value_count(none, number(1), False); }), "expected 1 value, but got 0");
  EXPECT_EQ(raised([] { eshkol_check_value_count(Nil, number(2), True); }),
            "expected at least 2 values, but got 1");
}

TEST(SeveralValues, Parts) {
  Word three = eshkol_internal_values(numbers({1, 2, 3}));
  EXPECT_EQ(eshkol_value_at(three, number(2)), number(3));
  EXPECT_EQ(eshkol_value_at(number(5), number(0)), number(5));
  EXPECT_EQ(raised([=] { eshkol_value_at(three, number(3)); }), "expected at least 4 values, but got 3");
  EXPECT_TRUE(equal(eshkol_values_from(three, number(1)), numbers({2, 3})));
  EXPECT_TRUE(equal(eshkol_values_from(number(5), number(0)), numbers({5})));
  EXPECT_EQ(eshkol_values_from(three, number(3)), Nil);
}
