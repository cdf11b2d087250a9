//===- Procedures.h - procedures whose code is a C++ function --------------===//

#ifndef ESHKOL_RUNTIME_HOST_TESTS_PROCEDURES_H
#define ESHKOL_RUNTIME_HOST_TESTS_PROCEDURES_H

#include "runtime/host/Value.h"

/// What a procedure does: it gets itself, the number of its arguments, and the first four of these.
using ProcedureCode = eshkol::Word(eshkol::Word self, int64_t count, eshkol::Word, eshkol::Word, eshkol::Word,
                                   eshkol::Word);

/// A procedure as compiled code makes them, with the uniform entry.
eshkol::Word makeProcedure(ProcedureCode *code, const eshkol::ProcedureInfo *info);

#endif // ESHKOL_RUNTIME_HOST_TESTS_PROCEDURES_H
