//===- Procedures.cpp - procedures whose code is a C++ function ------------===//

#include "runtime/host/tests/Procedures.h"

using namespace eshkol;

extern "C" {
Word eshkol_make_closure(void *entry, const ProcedureInfo *info, int64_t captured);

/// In Procedures.ll, since it has LLVM's calling convention `tailcc`.
extern char eshkol_test_entry;

/// What the entry calls.
Word eshkol_test_apply(Word self, int64_t count, Word a0, Word a1, Word a2, Word a3) {
  auto *code = reinterpret_cast<ProcedureCode *>(as<Procedure>(self)->captured[0]);
  return code(self, count, a0, a1, a2, a3);
}
}

Word makeProcedure(ProcedureCode *code, const ProcedureInfo *info) {
  Word procedure = eshkol_make_closure(&eshkol_test_entry, info, 1);
  as<Procedure>(procedure)->captured[0] = reinterpret_cast<Word>(code);
  return procedure;
}
