//===- Units.cpp - what a compiled unit needs when it is loaded ------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/Roots.h"
#include "runtime/host/control/Evaluation.h"
#include "runtime/host/io/Reader.h"

using namespace eshkol;

namespace {

/// The external representation of a literal, and its place among the roots of the unit.
struct LiteralText {
  const char *text;
  int64_t length;
  int64_t root;
};

} // namespace

/// Called at the start of each unit: its variables are roots, undefined, and its literals are read.
extern "C" Word eshkol_load_unit(Word *roots, int64_t count, const LiteralText *literals,
                                 int64_t literalCount) {
  eshkol_initialize_memory();
  eshkol_register_roots(roots, count);
  for (int64_t i = 0; i != count; ++i)
    roots[i] = Undefined;
  for (int64_t i = 0; i != literalCount; ++i)
    roots[literals[i].root] = restoreObjects(eshkol_read_literal(literals[i].text, literals[i].length));
  return Unspecified;
}
