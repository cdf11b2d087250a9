//===- Calls.cpp - passing arguments to compiled procedures ----------------===//

#include "runtime/host/control/Calls.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/data/Lists.h"

#include <algorithm>
#include <cstdio>

using namespace eshkol;

Word *eshkol_spilled_arguments;
Word eshkol_first_arguments[RegisterArguments];

static int64_t spillCapacity;

static void reserveSpilled(int64_t count) {
  if (count <= spillCapacity)
    return;
  OutsideRegions outside;
  eshkol_spilled_arguments = static_cast<Word *>(allocate(static_cast<size_t>(count) * sizeof(Word)));
  spillCapacity = count;
}

void eshkol::initializeCalls() { reserveSpilled(SpillCapacity); }

static const char *nameOf(Word procedure) {
  const char *name = as<Procedure>(procedure)->info->name;
  return name ? name : "lambda";
}

/// How many arguments a procedure requires, and whether it takes more, as a pair.
ESHKOL_PRIMITIVE(eshkol_internal_procedure_arity, "%procedure-arity", 1, 1)(Word procedure) {
  const ProcedureInfo &info =
      *checkType<Procedure>(Type::Procedure, "a procedure", "%procedure-arity", 1, procedure)->info;
  return cons(fromFixnum(info.required), fromBool(info.rest));
}

extern "C" Word eshkol_wrong_number_of_arguments(Word procedure, int64_t count) {
  const ProcedureInfo &info = *as<Procedure>(procedure)->info;
  // The text is built without memory that somebody would have to free.
  char text[160];
  const char *plural = info.required == 1 ? "" : "s";
  std::snprintf(text, sizeof text, "expected %s%d argument%s, but got %lld", info.rest ? "at least " : "",
                info.required, plural, static_cast<long long>(count));
  raiseErrorOfKind("arity-error", nameOf(procedure), text);
}

extern "C" Word eshkol_not_a_procedure(Word value, int64_t count) {
  char text[96];
  std::snprintf(text, sizeof text,
                "the value of an operator is not a procedure (called with %lld argument%s)",
                static_cast<long long>(count), count == 1 ? "" : "s");
  raiseErrorOfKind("type-error", nullptr, text, {value});
}

/// For a list that is not as short as most.
extern "C" int64_t eshkol_spread_many_arguments(Word list) {
  int64_t count = 0;
  for (ListWalk walk("apply", 2, list); walk.next();)
    ++count;
  reserveSpilled(count - RegisterArguments);
  for (int64_t i = 0; i != count; ++i, list = cdr(list))
    (i < RegisterArguments ? eshkol_first_arguments[i] : eshkol_spilled_arguments[i - RegisterArguments]) =
        car(list);
  return count;
}

extern "C" Word eshkol_collect_spilled_arguments(int64_t required, int64_t count) {
  Word list = Nil;
  for (int64_t i = count; i-- > std::max(required, RegisterArguments);)
    list = cons(eshkol_spilled_arguments[i - RegisterArguments], list);
  return list;
}
