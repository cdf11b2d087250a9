//===- Evaluation.cpp - code that is data (R7RS 6.12, 6.14) -----------------===//

#include "runtime/host/control/Evaluation.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/control/Stack.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/io/Structure.h"

#include <charconv>
#include <cstdio>
#include <unordered_set>
#include <vector>

using namespace eshkol;

extern "C" Word eshkol_reverse_x(Word list);

static const CompilerInterface *compiler;

extern "C" void eshkol_set_compiler(const CompilerInterface *interface) { compiler = interface; }

//===----------------------------------------------------------------------===//
// Asking the compiler
//===----------------------------------------------------------------------===//

namespace {

struct Request {
  CompilerTask task;
  std::string_view text;
  int64_t number;
  CompilerReply reply = {};
};

} // namespace

static void answer(void *argument) {
  auto *request = static_cast<Request *>(argument);
  compiler->answer(compiler->context, request->task, request->text.data(),
                   static_cast<int64_t>(request->text.size()), request->number, &request->reply);
}

/// The compiler's answer; what is wrong with the text is raised.  Code that is loaded has literals and
/// variables that live as long as the process.
static CompilerReply ask(const char *procedure, CompilerTask task, std::string_view text, int64_t number) {
  keepRegions();
  if (!compiler)
    raiseError(procedure, "this needs the compiler, which executables do not carry");
  Request request = {task, text, number};
  runOnCallersStack(answer, &request);
  const CompilerReply &reply = request.reply;
  if (reply.errorKind && reply.errorKind != AnswerKind)
    raiseErrorOfKind(reply.errorKind, procedure,
                     std::string_view(reply.message, static_cast<size_t>(reply.messageLength)));
  return reply;
}

//===----------------------------------------------------------------------===//
// Environments
//===----------------------------------------------------------------------===//

static Word makeEnvironment(int64_t number) {
  auto *environment = makeData<Environment>(Type::Environment);
  environment->number = number;
  return wordOf(environment);
}

static int64_t environmentNumber(const char *procedure, int position, Word value) {
  return checkType<Environment>(Type::Environment, "an environment", procedure, position, value)->number;
}

ESHKOL_PRIMITIVE(eshkol_environment, "environment", 0, Rest)(Word sets) {
  std::string_view text = toUtf8(toText(sets, true));
  return makeEnvironment(ask("environment", CompilerTask::Environment, text, 0).number);
}

ESHKOL_PRIMITIVE(eshkol_interaction_environment, "interaction-environment", 0, 0)() {
  return makeEnvironment(InteractionEnvironment);
}

ESHKOL_PRIMITIVE(eshkol_environment_p, "environment?", 1, 1)(Word value) {
  return fromBool(isA(value, Type::Environment));
}

//===----------------------------------------------------------------------===//
// Objects without an external representation
//===----------------------------------------------------------------------===//

/// Those of the expression whose code is being started, as a list in the order of their numbers.
static Word objects = Nil;

/// The object that a symbol stands for, or the symbol.
static Word restored(Word symbol) {
  std::string_view name = toUtf8(symbol);
  if (name.substr(0, ObjectPrefix.size()) != ObjectPrefix)
    return symbol;
  int64_t number = 0;
  std::from_chars(name.data() + ObjectPrefix.size(), name.data() + name.size(), number);
  Word rest = objects;
  for (; number > 0 && isPair(rest); --number)
    rest = cdr(rest);
  return isPair(rest) ? car(rest) : symbol;
}

Word eshkol::restoreObjects(Word literal) {
  if (objects == Nil)
    return literal;
  if (isA(literal, Type::Symbol))
    return restored(literal);
  // Labels make literals cyclic.  Nothing is allocated or raised here that would lose this memory.
  std::unordered_set<Word> seen;
  std::vector<Word> pending = {literal};
  auto visit = [&](Word &part) {
    if (isA(part, Type::Symbol))
      part = restored(part);
    else if (partsOf(part).count > 0)
      pending.push_back(part);
  };
  while (!pending.empty()) {
    Word next = pending.back();
    pending.pop_back();
    if (!seen.insert(next).second)
      continue;
    Parts parts = partsOf(next);
    for (int64_t i = 0; i != parts.count; ++i)
      visit(parts.first[i]);
  }
  return literal;
}

//===----------------------------------------------------------------------===//
// Evaluation
//===----------------------------------------------------------------------===//

/// The list of the procedures that units return.
static Word startAll(const CompilerReply &reply) {
  Word procedures = Nil;
  for (int64_t i = 0; i != reply.startCount; ++i)
    procedures = cons(reply.starts[i](), procedures);
  return eshkol_reverse_x(procedures);
}

/// The procedures that evaluate an expression or a definition in an environment: first those of modules that
/// it needs, which have to be called before.
ESHKOL_PRIMITIVE(eshkol_internal_compile, "%compile", 2, 2)(Word expression, Word environment) {
  int64_t number = environmentNumber("eval", 2, environment);
  Word held = Nil;
  std::string_view text = toUtf8(toSourceText(expression, held));
  CompilerReply reply = ask("eval", CompilerTask::Expression, text, number);
  // Its literals are read now, and nothing of the program runs meanwhile.
  objects = held;
  Word procedures = startAll(reply);
  objects = Nil;
  return procedures;
}

/// A number for the program in a file, for `%compile-next`.
ESHKOL_PRIMITIVE(eshkol_internal_open_program, "%open-program", 1, 1)(Word path) {
  checkString("load", 1, path);
  return fromFixnum(ask("load", CompilerTask::File, toUtf8(path), 0).number);
}

/// The datum, as a string, that answers an operation on syntax.
ESHKOL_PRIMITIVE(eshkol_internal_syntax_operation, "%syntax-operation", 1, 1)(Word operation) {
  std::string_view text = toUtf8(toText(operation, true));
  CompilerReply reply = ask(nullptr, CompilerTask::Syntax, text, 0);
  return makeString(std::string_view(reply.message, static_cast<size_t>(reply.messageLength)));
}

/// The procedures that evaluate the next part of a program; none at its end.
ESHKOL_PRIMITIVE(eshkol_internal_compile_next, "%compile-next", 2, 2)(Word program, Word environment) {
  int64_t number = environmentNumber("load", 2, environment);
  char text[24];
  std::snprintf(text, sizeof text, "%lld", static_cast<long long>(toFixnum(program)));
  return startAll(ask("load", CompilerTask::NextPart, text, number));
}

/// Has code optimized at a level, or as the command line says; an executable compiles none.
ESHKOL_PRIMITIVE(eshkol_internal_compile_at_level, "%compile-at-level", 1, 1)(Word level) {
  if (compiler)
    ask(nullptr, CompilerTask::Optimization, {}, toFixnum(level));
  return Unspecified;
}
