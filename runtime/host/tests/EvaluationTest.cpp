//===- EvaluationTest.cpp - what evaluation needs of the runtime ------------===//

#include "runtime/host/control/Evaluation.h"
#include "runtime/host/Roots.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/tests/Capture.h"
#include "runtime/host/tests/Collection.h"
#include "runtime/host/tests/Data.h"

#include <vector>

using namespace eshkol;

extern "C" {
F1 eshkol_environment, eshkol_environment_p, eshkol_internal_open_program, eshkol_internal_syntax_operation;
F2 eshkol_internal_compile, eshkol_internal_compile_next;
F0 eshkol_interaction_environment;
int eshkol_run_unit(Word (*start)());
const char *eshkol_last_value(int64_t *length);
Word eshkol_load_unit(Word *roots, int64_t count, const void *literals, int64_t literalCount);
}

/// What the compiler was asked last, and where it ran.
static std::string asked;
static CompilerTask task;
static int64_t askedNumber;
static bool ranOnStack;
static CompilerReply nextReply;
static std::vector<Word (*)()> starts;

static void answer(void *, CompilerTask what, const char *text, int64_t length, int64_t number,
                   CompilerReply *reply) {
  int local = 0;
  ranOnStack = isOnStack(reinterpret_cast<char *>(&local));
  task = what;
  asked = std::string(text, static_cast<size_t>(length));
  askedNumber = number;
  *reply = nextReply;
  reply->starts = starts.data();
  reply->startCount = static_cast<int64_t>(starts.size());
}

static const CompilerInterface stub = {nullptr, answer};

class Evaluation : public testing::Test {
protected:
  void SetUp() override {
    eshkol_set_compiler(&stub);
    nextReply = {};
    starts.clear();
  }
  void TearDown() override { eshkol_set_compiler(nullptr); }
};

//===----------------------------------------------------------------------===//
// Asking the compiler
//===----------------------------------------------------------------------===//

TEST_F(Evaluation, TheCompilerGetsTheTextOfAnExpression) {
  starts = {+[] { return number(7); }, +[] { return number(8); }};
  Word expression = list(symbol("a b"), string("t\"x"), character('c'), number(5));
  Word result = Nil;
  onSchemeStack([&] { result = eshkol_internal_compile(expression, eshkol_interaction_environment()); });
  EXPECT_TRUE(equal(result, numbers({7, 8})));
  EXPECT_EQ(task, CompilerTask::Expression);
  EXPECT_EQ(asked, "(|a b| \"t\\\"x\" #\\c 5)");
  EXPECT_EQ(askedNumber, InteractionEnvironment);
}

/// Scheme's stack may be nearly full when the compiler is called.
TEST_F(Evaluation, TheCompilerRunsOnTheStackOfTheCaller) {
  nextReply.number = 3;
  onSchemeStack([] {
    int local = 0;
    EXPECT_TRUE(isOnStack(reinterpret_cast<char *>(&local)));
    eshkol_environment(Nil);
    EXPECT_TRUE(isOnStack(reinterpret_cast<char *>(&local)));
  });
  EXPECT_FALSE(ranOnStack);
}

TEST_F(Evaluation, EnvironmentsHaveTheCompilersNumbers) {
  nextReply.number = 3;
  Word environment = eshkol_environment(list(list(symbol("scheme"), symbol("base"))));
  EXPECT_EQ(asked, "((scheme base))");
  EXPECT_EQ(eshkol_environment_p(environment), True);
  EXPECT_EQ(eshkol_environment_p(number(3)), False);
  EXPECT_EQ(text(toText(environment, true)), "#<environment>");
  eshkol_internal_compile(number(1), environment);
  EXPECT_EQ(askedNumber, 3);
}

TEST_F(Evaluation, ErrorsOfTheCompilerAreRaised) {
  nextReply.errorKind = "syntax-error";
  nextReply.message = "malformed if";
  nextReply.messageLength = 12;
  Word environment = eshkol_interaction_environment();
  EXPECT_EQ(raised([&] { eshkol_internal_compile(number(1), environment); }), "eval: malformed if");
  EXPECT_EQ(raised([&] { eshkol_internal_open_program(string("f.scm")); }), "load: malformed if");
  EXPECT_TRUE(raises("argument 2 must be an environment", [] { eshkol_internal_compile(Nil, Nil); }));
}

TEST_F(Evaluation, WithoutACompilerThereIsAnError) {
  eshkol_set_compiler(nullptr);
  EXPECT_TRUE(raises("needs the compiler, which executables do not carry",
                     [] { eshkol_internal_compile(number(1), eshkol_interaction_environment()); }));
}

TEST_F(Evaluation, PartsOfAProgramComeUntilItsEnd) {
  nextReply.number = 12;
  Word program = eshkol_internal_open_program(string("f.scm"));
  EXPECT_EQ(asked, "f.scm");
  EXPECT_EQ(eshkol_internal_compile_next(program, eshkol_interaction_environment()), Nil);
  EXPECT_EQ(task, CompilerTask::NextPart);
  EXPECT_EQ(asked, "12");
}

TEST_F(Evaluation, OperationsOnSyntaxAreAnsweredByText) {
  nextReply.errorKind = "answer";
  nextReply.message = "(1 |x|)";
  nextReply.messageLength = 7;
  Word answer = eshkol_internal_syntax_operation(list(symbol("items"), symbol("a b")));
  EXPECT_TRUE(equal(answer, string("(1 |x|)")));
  EXPECT_EQ(task, CompilerTask::Syntax);
  EXPECT_EQ(asked, "(items |a b|)");
  nextReply.errorKind = "syntax-error";
  EXPECT_EQ(raised([] { eshkol_internal_syntax_operation(Nil); }), "(1 |x|)");
}

//===----------------------------------------------------------------------===//
// Objects without an external representation
//===----------------------------------------------------------------------===//

/// What the code of an expression would hold as its only literal.
static Word onlyLiteral;
static std::string literalText;

static Word startWithLiteral() {
  struct {
    const char *text;
    int64_t length;
    int64_t root;
  } literal = {literalText.data(), static_cast<int64_t>(literalText.size()), 0};
  eshkol_load_unit(&onlyLiteral, 1, &literal, 1);
  return onlyLiteral;
}

TEST_F(Evaluation, ObjectsAreConstants) {
  starts = {startWithLiteral};
  Word environment = eshkol_interaction_environment(), hidden = eshkol::makeBox(number(1));
  Word vector = eshkol::makeVector(2, environment);
  literalText = "(list |\\x1;object 0| #(|\\x1;object 1| |\\x1;object 2|) plain)";
  Word restored = Nil;
  onSchemeStack([&] {
    Word expression = list(symbol("list"), hidden, vector, symbol("plain"));
    restored = car(eshkol_internal_compile(expression, environment));
  });
  EXPECT_EQ(asked, literalText);
  EXPECT_TRUE(equal(restored, list(symbol("list"), hidden, vector, symbol("plain"))));
  EXPECT_EQ(car(cdr(restored)), hidden);
  // Literals of other units are as they are written.
  literalText = "|\\x1;object 0|";
  EXPECT_EQ(startWithLiteral(), symbol("\x01object 0"));
}

TEST_F(Evaluation, CyclicLiteralsAreRestoredToo) {
  starts = {startWithLiteral};
  literalText = "#0=(|\\x1;object 0| . #0#)";
  Word hidden = eshkol::makeBox(number(1)), restored = Nil;
  onSchemeStack(
      [&] { restored = car(eshkol_internal_compile(list(hidden), eshkol_interaction_environment())); });
  EXPECT_EQ(car(restored), hidden);
  EXPECT_EQ(cdr(restored), restored);
}

//===----------------------------------------------------------------------===//
// The stack
//===----------------------------------------------------------------------===//

static Word saved;
static std::vector<int> steps;

static void captureOnce() {
  Word value = capture();
  if (isContinuation(value)) {
    saved = value;
    steps.push_back(1);
  } else {
    steps.push_back(2);
  }
}

[[gnu::noinline]] static void enterSaved(int depth) {
  char room[512];
  asm volatile("" ::"r"(room) : "memory");
  if (depth > 0)
    enterSaved(depth - 1);
  else
    eshkol_internal_reinstate(saved, Nil);
  asm volatile("" ::"r"(room) : "memory");
}

/// The frames of a run that has ended come back during another, and return to who waits for that.
TEST_F(Evaluation, ARunEndsForItsLatestCaller) {
  steps.clear();
  onSchemeStack([] { captureOnce(); });
  volatile int local = 5;
  for (int depth : {0, 10, 100}) {
    onSchemeStack([depth] { enterSaved(depth); });
    steps.push_back(int(local));
  }
  EXPECT_EQ(steps, (std::vector<int>{1, 2, 5, 2, 5, 2, 5}));
  collect();
}

/// The compiler may evaluate something while a program waits for it.
TEST_F(Evaluation, RunsMayBeNested) {
  static const CompilerInterface evaluating = {
      nullptr, [](void *, CompilerTask, const char *, int64_t, int64_t, CompilerReply *reply) {
        EXPECT_EQ(eshkol_run_unit(+[] {
                    int local = 0;
                    EXPECT_TRUE(isOnStack(reinterpret_cast<char *>(&local)));
                    collect();
                    return list(number(1), number(2));
                  }),
                  -1);
        reply->number = 4;
      }};
  eshkol_set_compiler(&evaluating);
  EXPECT_EQ(eshkol_run_unit(+[] {
              Word kept = list(number(8));
              Word environment = eshkol_environment(Nil);
              int local = 0;
              EXPECT_TRUE(isOnStack(reinterpret_cast<char *>(&local)));
              EXPECT_EQ(as<Environment>(environment)->number, 4);
              return cons(number(3), kept);
            }),
            -1);
  int64_t length = 0;
  EXPECT_EQ(std::string(eshkol_last_value(&length)), "(3 8)");
  EXPECT_EQ(length, 5);
}

//===----------------------------------------------------------------------===//
// Roots
//===----------------------------------------------------------------------===//

TEST_F(Evaluation, ThereIsRoomForManyRoots) {
  constexpr int64_t count = 20000;
  static std::vector<Word> cells(2 * count, Nil);
  for (int64_t i = 0; i != count; ++i) {
    // Not side by side, so that they cannot be taken together.
    cells[size_t(2 * i)] = list(number(i));
    eshkol_register_roots(&cells[size_t(2 * i)], 1);
  }
  collect();
  for (int64_t i = 0; i != count; ++i)
    ASSERT_TRUE(equal(cells[size_t(2 * i)], list(number(i))));
}
