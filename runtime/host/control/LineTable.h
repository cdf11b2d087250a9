//===- LineTable.h - from addresses of compiled code to its source ---------===//
//
// Compiled code has its places in a section of its own, in a form that takes little room and needs no
// library to read, so that executables say as much as the JIT.  The code generator makes it of LLVM's
// debug information.  A table is a header and, in LEB128 numbers:
//
//   strings:  their number; length and bytes of each
//   places:   their number; procedure, file (strings), line, column, and where the procedure was inlined
//             (1 + a place that comes before, or 0)
//   rows:     their number; offset from the row before, and 1 + the place of the code from there on, or 0
//
// Code that may be interrupted at any instruction is in the section `eshkol_code`, to which offsets refer.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_LINETABLE_H
#define ESHKOL_RUNTIME_HOST_CONTROL_LINETABLE_H

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eshkol {

constexpr const char *CodeSection = "eshkol_code";
constexpr const char *LineTableSection = "eshkol_lines";
/// The last name of procedures that are parts of the form around them: `PART` of expander/core.py.
constexpr const char *PartName = "%part";
/// Of tables, whose sizes are multiples of it: the linker puts them one after another.
constexpr size_t LineTableAlignment = 16;

/// Of the code of units, so that it has pages of its own.
constexpr size_t CodeAlignment = 4096;

struct LineTableHeader {
  /// Of the table with this header.
  uint32_t size;
  uint32_t reserved;
  uint64_t codeSize;
};

/// Where an instruction is from.
struct CodePlace {
  /// Empty at the top level.  Of code of a part, the procedure around it, and `/%part`.
  std::string_view procedure;
  std::string_view file;
  uint64_t line = 0, column = 0;

  bool operator==(const CodePlace &other) const {
    return line == other.line && column == other.column && procedure == other.procedure && file == other.file;
  }
};

/// Finds the places of an address: the innermost procedure first, then those that it was inlined into.
/// Returns how many there are, at most `limit`.
size_t findPlaces(uintptr_t address, CodePlace *places, size_t limit);

/// Whether an address is one of compiled code that may be interrupted.  Signal handlers may ask.
bool isCompiledCode(uintptr_t address);

/// Whether compiled code may run.  Where it may not, control that comes to it faults.  Code that shares a
/// page with it may fault as well.
void setCodeExecutable(bool executable);
/// Whether an address is on a page with compiled code.
bool isCodePage(uintptr_t address);

} // namespace eshkol

extern "C" {
/// Tells of compiled code and its table, which must stay.
void eshkol_register_code(const char *start, size_t size, const eshkol::LineTableHeader *table);
/// The same for what the linker made of the sections of several units.
void eshkol_register_linked_code(const char *start, const char *tables, const char *tablesEnd);
}

#endif // ESHKOL_RUNTIME_HOST_CONTROL_LINETABLE_H
