//===- Primitive.h - procedures that are C++ functions ---------------------===//
//
// A primitive is a C function over words.  Compiled code calls it directly; where its name is used as
// a value, the compiler makes a procedure around it.  Declaring it is all there is to do:
//
//   ESHKOL_PRIMITIVE(eshkol_string_length, "string-length", 1, 1)(Word string) { ... }
//
// The numbers are the least and the most arguments; the function takes the most, and optional ones that
// were not given are `Absent`.  With `Rest` for the most, the function takes one more parameter: a
// list of all further arguments.  No primitive calls Scheme procedures: those that do are written in
// Eshkol (python/eshkol_mlir/stdlib/host/).
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_PRIMITIVE_H
#define ESHKOL_RUNTIME_HOST_PRIMITIVE_H

#include "Value.h"

namespace eshkol {

struct Primitive {
  const char *name;
  const char *symbol;
  int32_t minimum;
  int32_t maximum;
};

constexpr int32_t Rest = -1;

} // namespace eshkol

// In the library of inlined functions there is no entry: each compiled object would get a copy of it.
#ifdef ESHKOL_INLINE_LIBRARY
#define ESHKOL_PRIMITIVE(symbol, name, minimum, maximum) extern "C" ::eshkol::Word symbol
#else
#define ESHKOL_PRIMITIVE(symbol, name, minimum, maximum)                                                     \
  [[gnu::used, gnu::retain,                                                                                  \
    gnu::section("eshkol_primitives")]] static const ::eshkol::Primitive symbol##_entry = {                  \
      name, #symbol, minimum, maximum};                                                                      \
  extern "C" ::eshkol::Word symbol
#endif

#endif // ESHKOL_RUNTIME_HOST_PRIMITIVE_H
