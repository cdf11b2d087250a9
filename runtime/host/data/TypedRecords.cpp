//===- TypedRecords.cpp - records of types that are declared ----------------===//

#include "runtime/host/data/TypedRecords.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/data/Mappings.h"
#include "runtime/host/data/Strings.h"

using namespace eshkol;

/// All types, the latest first.
static Word declaredTypes = Nil;

Word eshkol::makeDeclaredRecord(std::string_view name, Word fields) {
  int64_t count = listLength(fields);
  for (Word types = declaredTypes; isPair(types); types = cdr(types)) {
    auto *type = as<RecordType>(car(types));
    if (static_cast<int64_t>(type->header.extra) == count && toUtf8(type->name) == name)
      return makeRecord(car(types), fields);
  }
  return fields;
}

ESHKOL_PRIMITIVE(eshkol_internal_declared_record_type, "%declared-record-type", 2, 2)(Word name,
                                                                                      Word fields) {
  noteGlobalStore(fields);
  OutsideRegions outside;
  auto *type = make<RecordType>(Type::RecordType, 0, NamedFields);
  type->name = name;
  type->fields = fields;
  type->header.extra = static_cast<uint32_t>(as<Vector>(fields)->length);
  declaredTypes = cons(wordOf(type), declaredTypes);
  return wordOf(type);
}

/// "the record has no field `z`; a Point has x and y"
[[noreturn, gnu::cold]] static void noField(Word record, Word field) {
  StringBuilder text;
  text.appendLatin1("there is no field `");
  text.appendUtf8(toUtf8(field));
  text.appendLatin1("`; ");
  auto *type = as<RecordType>(as<Record>(record)->type);
  text.appendUtf8(toUtf8(type->name));
  text.appendLatin1(" has ");
  auto *fields = as<Vector>(type->fields);
  for (int64_t i = 0; i != fields->length; ++i) {
    if (i)
      text.appendLatin1(i + 1 == fields->length ? " and " : ", ");
    text.appendUtf8(toUtf8(fields->elements[i]));
  }
  raiseErrorOfKind("type-error", nullptr, toUtf8(text.finish()));
}

/// The value of `record.field` or `map.field`; the keyword is `:field`.
ESHKOL_PRIMITIVE(eshkol_internal_field, "%field", 3, 3)(Word record, Word field, Word keyword) {
  if (isA(record, Type::Mapping))
    return fieldOfMapping(as<Mapping>(record), field, keyword);
  if (!isA(record, Type::Record)) {
    StringBuilder text;
    text.appendLatin1("a value with the field `");
    text.appendUtf8(toUtf8(field));
    text.appendLatin1("` must be a record or a map, but is");
    raiseErrorOfKind("type-error", nullptr, toUtf8(text.finish()), {record});
  }
  auto *fields = as<Vector>(as<RecordType>(as<Record>(record)->type)->fields);
  for (int64_t i = 0; i != fields->length; ++i)
    if (fields->elements[i] == field)
      return as<Record>(record)->fields[i];
  noField(record, field);
}
