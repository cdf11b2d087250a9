//===- Errors.h - errors that the runtime raises ---------------------------===//
//
// They raise a Scheme condition, whose handler may leave by a continuation: control does not come
// back, and no C++ destructor of the frames above runs.  So memory that must be freed may not be
// owned by a local variable when one of these is called.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_ERRORS_H
#define ESHKOL_RUNTIME_HOST_ERRORS_H

#include "Value.h"

#include <initializer_list>
#include <string_view>

namespace eshkol {

/// An argument is not of the type that a procedure takes.  `position` counts from 1.
/// "vector-ref: argument 1 must be a vector, but is "abc"".
/// `expected` has its article: "a vector", "an exact integer", "a non-negative exact integer".
[[noreturn, gnu::cold]] void wrongType(const char *procedure, int position, const char *expected, Word value);
/// An index or number is outside of [low, high].
[[noreturn, gnu::cold]] void outOfRange(const char *procedure, int position, int64_t low, int64_t high,
                                        Word value);
/// A condition of kind `error`, message "procedure: message".
[[noreturn, gnu::cold]] void raiseError(const char *procedure, std::string_view message,
                                        std::initializer_list<Word> irritants = {});
/// The same with another kind: "file-error" and "read-error" answer file-error? and read-error?.
[[noreturn, gnu::cold]] void raiseErrorOfKind(const char *kind, const char *procedure,
                                              std::string_view message,
                                              std::initializer_list<Word> irritants = {});
/// Raises any object, as `raise` does.
[[noreturn, gnu::cold]] void raise(Word object);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_ERRORS_H
