//===- Parts.h - long units in parts ----------------------------*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_JIT_PARTS_H
#define ESHKOL_RUNTIME_JIT_PARTS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

#include <memory>
#include <vector>

namespace eshkol::host {

/// Which part of a unit has what.  It depends on the unit alone, so that the same code is made on machines
/// with more processors and with fewer.
class Division {
public:
  /// Divides a unit into parts of about as many instructions as `partLength`, those of inlined functions
  /// included.  What other parts refer to gets a name of the unit's that they see, hidden from other units
  /// where `hidden`: such references are short, and only for code that a linker puts together.
  Division(llvm::Module &code, llvm::StringRef unit, size_t partLength, bool hidden);

  unsigned size() const { return count; }

  /// Reads a part from the bitcode of the unit.
  llvm::Expected<std::unique_ptr<llvm::Module>> read(llvm::MemoryBufferRef bitcode, unsigned part,
                                                     llvm::LLVMContext &context) const;

private:
  unsigned count = 1;
  /// By position in the unit: the part of each function and variable, or Everywhere.
  std::vector<unsigned> homes;
  /// By part: the short functions of others that it calls, which may be inlined.
  std::vector<std::vector<bool>> copied;
};

} // namespace eshkol::host

#endif // ESHKOL_RUNTIME_JIT_PARTS_H
