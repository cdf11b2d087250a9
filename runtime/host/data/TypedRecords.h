//===- TypedRecords.h - records of types that are declared ------------------===//
//
// (define-type Body (Record [position : T] ...)) makes a record type that is known by its name, so that
// device code can return such records, whose fields are read by their names, and which are written with
// these.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_TYPEDRECORDS_H
#define ESHKOL_RUNTIME_HOST_DATA_TYPEDRECORDS_H

#include "runtime/host/Value.h"

#include <string_view>

namespace eshkol {

/// Marks the types of such records.
constexpr uint8_t NamedFields = 2;

inline bool hasNamedFields(const Record *record) {
  return as<RecordType>(record->type)->header.flags & NamedFields;
}
/// A record of the type that was declared last under a name and has as many fields as the list; the list if
/// there is none.
Word makeDeclaredRecord(std::string_view name, Word fields);
/// `type` is a record type, `fields` a list of as many values as it has fields.
Word makeRecord(Word type, Word fields);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_TYPEDRECORDS_H
