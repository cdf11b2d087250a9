//===- Records.cpp - record types and records (R7RS 5.5) -------------------===//
//
// define-record-type (stdlib/host/forms.esk) is made of these.  `extra` in a record's header is the
// number of its fields.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/data/TypedRecords.h"

using namespace eshkol;

static constexpr int64_t MostFields = 1 << 20;

static RecordType *checkRecordType(const char *procedure, int position, Word value) {
  return checkType<RecordType>(Type::RecordType, "a record type", procedure, position, value);
}

ESHKOL_PRIMITIVE(eshkol_internal_make_record_type, "%make-record-type", 2, 2)(Word name, Word fields) {
  checkSymbol("make-record-type", 1, name);
  Vector *names = checkVector("make-record-type", 2, fields);
  if (names->length > MostFields)
    raiseError("make-record-type", "too many fields", {fromFixnum(names->length)});
  for (int64_t i = 0; i < names->length; ++i)
    if (!isA(names->elements[i], Type::Symbol))
      wrongType("make-record-type", 2, "a vector of symbols", fields);
  noteGlobalStore(fields);
  OutsideRegions outside;
  auto *type = make<RecordType>(Type::RecordType);
  type->name = name;
  type->fields = fields;
  type->header.extra = uint32_t(names->length);
  return wordOf(type);
}

ESHKOL_PRIMITIVE(eshkol_internal_record_type_name, "%record-type-name", 1, 1)(Word type) {
  return checkRecordType("record-type-name", 1, type)->name;
}
ESHKOL_PRIMITIVE(eshkol_internal_record_type_fields, "%record-type-fields", 1, 1)(Word type) {
  return checkRecordType("record-type-fields", 1, type)->fields;
}

Word eshkol::makeRecord(Word type, Word fields) {
  uint32_t count = as<RecordType>(type)->header.extra;
  auto *record = make<Record>(Type::Record, count * sizeof(Word));
  record->header.extra = count;
  record->type = type;
  for (uint32_t i = 0; i < count; ++i, fields = cdr(fields))
    record->fields[i] = car(fields);
  return wordOf(record);
}

extern "C" [[noreturn]] Word eshkol_record_count_error(Word type, Word count) {
  checkRecordType("record", 1, type);
  raiseError("record", "the number of fields is not that of the type", {type, count});
}

ESHKOL_PRIMITIVE(eshkol_internal_record, "%record", 1, Rest)(Word typeValue, Word fields) {
  RecordType *type = checkRecordType("record", 1, typeValue);
  if (listLength(fields) != int64_t(type->header.extra))
    eshkol_record_count_error(typeValue, fromFixnum(listLength(fields)));
  return makeRecord(typeValue, fields);
}

ESHKOL_PRIMITIVE(eshkol_internal_record_type_of, "%record-type-of", 1, 1)(Word record) {
  return checkType<Record>(Type::Record, "a record", "record-type-of", 1, record)->type;
}

/// "a point" or "an edge", for the types point and <edge>.
static const char *withArticle(const RecordType *type) {
  std::string_view name = toUtf8(type->name);
  if (name.size() > 2 && name.front() == '<' && name.back() == '>')
    name = name.substr(1, name.size() - 2);
  bool vowel = !name.empty() && std::strchr("aeiouAEIOU", name.front());
  StringBuilder builder;
  builder.appendLatin1(vowel ? "an " : "a ");
  builder.appendUtf8(name);
  return toUtf8(builder.finish()).data();
}

/// The error cases of the inlined accessors and modifiers.
extern "C" [[noreturn, gnu::cold]] Word eshkol_record_error(Word value, Word typeValue, Word index,
                                                            Word procedure) {
  const char *name = isA(procedure, Type::Symbol) ? toUtf8(procedure).data() : "record";
  RecordType *type = checkRecordType(name, 2, typeValue);
  if (!isA(value, Type::Record) || as<Record>(value)->type != typeValue)
    wrongType(name, 1, withArticle(type), value);
  checkIndex(name, 3, index, type->header.extra);
  __builtin_unreachable();
}
