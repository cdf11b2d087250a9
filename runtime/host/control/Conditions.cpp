//===- Conditions.cpp - error objects, and errors of the runtime -----------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/control/Backtrace.h"
#include "runtime/host/control/Calls.h"
#include "runtime/host/control/FrameObjects.h"
#include "runtime/host/io/Port.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/io/System.h"
#include "runtime/host/tensors/Tensor.h"

#include <cstdio>
#include <cstdlib>

using namespace eshkol;

/// The library's `raise`.
static Word raiseProcedure = False;

ESHKOL_PRIMITIVE(eshkol_internal_set_raise_procedure_x, "%set-raise-procedure!", 1, 1)(Word procedure) {
  raiseProcedure = procedure;
  return Unspecified;
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

static Word makeCondition(Word kind, Word message, Word irritants, Word procedure) {
  auto *condition = make<Condition>(Type::Condition);
  condition->kind = kind;
  condition->message = message;
  condition->irritants = irritants;
  condition->procedure = procedure;
  return wordOf(condition);
}

ESHKOL_PRIMITIVE(eshkol_internal_make_condition, "%make-condition", 4, 4)
(Word kind, Word message, Word irritants, Word procedure) {
  return makeCondition(kind, message, irritants, procedure);
}

ESHKOL_PRIMITIVE(eshkol_internal_condition_p, "%condition?", 1, 1)(Word value) {
  return fromBool(isA(value, Type::Condition));
}

static Condition *toCondition(const char *procedure, Word value) {
  if (!isA(value, Type::Condition))
    wrongType(procedure, 1, "an error object", value);
  return as<Condition>(value);
}

ESHKOL_PRIMITIVE(eshkol_internal_condition_kind, "%condition-kind", 1, 1)(Word condition) {
  return toCondition("%condition-kind", condition)->kind;
}
ESHKOL_PRIMITIVE(eshkol_internal_condition_message, "%condition-message", 1, 1)(Word condition) {
  return toCondition("error-object-message", condition)->message;
}
ESHKOL_PRIMITIVE(eshkol_internal_condition_irritants, "%condition-irritants", 1, 1)(Word condition) {
  return toCondition("error-object-irritants", condition)->irritants;
}
ESHKOL_PRIMITIVE(eshkol_internal_condition_procedure, "%condition-procedure", 1, 1)(Word condition) {
  return toCondition("%condition-procedure", condition)->procedure;
}

//===----------------------------------------------------------------------===//
// Raising
//===----------------------------------------------------------------------===//

void eshkol::raise(Word object) {
  if (raiseProcedure != False)
    eshkol_call_1(raiseProcedure, object);
  // The library's raise does not return, so there is no library yet.
  std::string_view text = toUtf8(toText(object, true));
  std::fprintf(stderr, "error before the library is loaded: %.*s\n", static_cast<int>(text.size()),
               text.data());
  std::_Exit(70);
}

static Word joined(std::initializer_list<std::string_view> pieces) { return makeString(concatenate(pieces)); }

/// The condition may outlive the frames that the values are in.
static Word toList(std::initializer_list<Word> values) {
  Word list = Nil;
  for (auto value = values.end(); value != values.begin();) {
    keepTensor(*--value);
    list = cons(outOfFrames(*value), list);
  }
  return list;
}

void eshkol::raiseErrorOfKind(const char *kind, const char *procedure, std::string_view message,
                              std::initializer_list<Word> irritants) {
  Word text = procedure ? joined({procedure, ": ", message}) : makeString(message);
  raise(makeCondition(intern(kind), text, toList(irritants), procedure ? intern(procedure) : False));
}

void eshkol::raiseError(const char *procedure, std::string_view message,
                        std::initializer_list<Word> irritants) {
  raiseErrorOfKind("error", procedure, message, irritants);
}

/// The value as `write` shows it, cut where it is long.
static std::string_view shown(Word value) {
  constexpr int64_t limit = 120;
  return toUtf8(toText(value, true, limit));
}

void eshkol::wrongType(const char *procedure, int position, const char *expected, Word value) {
  char number[32];
  std::snprintf(number, sizeof number, ": argument %d must be ", position);
  Word text = joined({procedure, number, expected, ", but is ", shown(value)});
  raise(makeCondition(intern("type-error"), text, Nil, intern(procedure)));
}

void eshkol::outOfRange(const char *procedure, int position, int64_t low, int64_t high, Word value) {
  char range[128];
  if (low > high)
    std::snprintf(range, sizeof range, ": argument %d has no valid value here, and is ", position);
  else
    std::snprintf(range, sizeof range, ": argument %d must be from %lld to %lld, but is ", position,
                  static_cast<long long>(low), static_cast<long long>(high));
  Word text = joined({procedure, range, shown(value)});
  raise(makeCondition(intern("range-error"), text, Nil, intern(procedure)));
}

ESHKOL_PRIMITIVE(eshkol_internal_wrong_type, "%wrong-type", 4, 4)
(Word procedure, Word position, Word expected, Word value) {
  // The texts are in memory of the collector, and end with a zero.
  wrongType(toUtf8(procedure).data(), static_cast<int>(toFixnum(position)), toUtf8(expected).data(), value);
}

extern "C" Word eshkol_undefined_variable(Word name) {
  std::string_view text = toUtf8(name);
  raise(makeCondition(intern("undefined-variable"), joined({text, " is used before it is defined"}), Nil,
                      False));
}

//===----------------------------------------------------------------------===//
// Conditions that nobody handles
//===----------------------------------------------------------------------===//

/// Nobody reads more than that.
constexpr int64_t UncaughtLimit = 4000;

static void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

static int64_t uncaughtConditions;
static bool hasColor;

extern "C" int64_t eshkol_uncaught_conditions() { return uncaughtConditions; }
extern "C" void eshkol_color_errors(bool enabled) { hasColor = enabled; }

/// Whether an interrupt from the keyboard was raised, which is no error.
static bool isInterrupt(Word object) {
  return isA(object, Type::Condition) && as<Condition>(object)->kind == intern("interrupt");
}

static void printCondition(const Condition *condition) {
  bool isText = isA(condition->message, Type::String);
  std::string_view message = toUtf8(toText(condition->message, !isText, UncaughtLimit));
  print(message);
  // Many messages end with a colon of their own.
  if (isPair(condition->irritants) && (message.empty() || message.back() != ':'))
    print(":");
  for (Word irritants = condition->irritants; isPair(irritants); irritants = cdr(irritants)) {
    print(" ");
    print(toUtf8(toText(car(irritants), true, UncaughtLimit)));
  }
}

/// Says on the standard error port what happened and where, and ends the process with status 70.  Returns
/// after an interrupt: the winders of dynamic-wind are to run.
///
/// It is called on top of the frames of what raised the object: handlers that did not want it are there too,
/// but no continuation has been left.
ESHKOL_PRIMITIVE(eshkol_internal_uncaught, "%uncaught", 1, 1)(Word object) {
  eshkol_flush_all_ports();
  ++uncaughtConditions;
  if (!isInterrupt(object))
    print(hasColor ? "\x1b[1;31merror\x1b[0m: " : "error: ");
  if (isA(object, Type::Condition)) {
    printCondition(as<Condition>(object));
  } else {
    print("uncaught object: ");
    print(toUtf8(toText(object, true, UncaughtLimit)));
  }
  print("\n");
  print(describeCalls());
  if (!isInterrupt(object))
    eshkol_exit_function(70);
  return Unspecified;
}
