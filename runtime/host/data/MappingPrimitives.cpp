//===- MappingPrimitives.cpp - maps (SRFI 146, with one comparison of keys) -===//

#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/data/HashTables.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/data/Mappings.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/io/Printer.h"

using namespace eshkol;

static Mapping *checkMapping(const char *procedure, int position, Word value) {
  return checkType<Mapping>(Type::Mapping, "a map", procedure, position, value);
}

static void checkKey(const char *procedure, int position, Word value) {
  if (!isMappingKey(value))
    wrongType(procedure, position, MappingKeys, value);
}

//===----------------------------------------------------------------------===//
// Making maps
//===----------------------------------------------------------------------===//

/// Checks arguments that are keys and values, the first of them at this position.
static int64_t checkEntries(const char *procedure, int position, Word arguments) {
  int64_t count = 0;
  for (; isPair(arguments); arguments = cdr(cdr(arguments)), ++count) {
    checkKey(procedure, position + 2 * int(count), car(arguments));
    if (!isPair(cdr(arguments)))
      raiseError(procedure, "a value is missing after the key", {car(arguments)});
  }
  return count;
}

static void addAll(MappingBuilder &builder, const Mapping *mapping) {
  const Word *entries = entriesOf(mapping);
  for (int64_t i = 0; i < mapping->count; ++i)
    builder.add(entries[2 * i], entries[2 * i + 1]);
}

ESHKOL_PRIMITIVE(eshkol_mapping, "mapping", 0, Rest)(Word arguments) {
  MappingBuilder builder(checkEntries("mapping", 1, arguments));
  for (; isPair(arguments); arguments = cdr(cdr(arguments)))
    builder.add(car(arguments), car(cdr(arguments)));
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_mapping_set, "mapping-set", 1, Rest)(Word mapping, Word arguments) {
  checkMapping("mapping-set", 1, mapping);
  checkEntries("mapping-set", 2, arguments);
  for (; isPair(arguments); arguments = cdr(cdr(arguments)))
    mapping = withValue(mapping, car(arguments), car(cdr(arguments)));
  return mapping;
}

ESHKOL_PRIMITIVE(eshkol_mapping_delete, "mapping-delete", 1, Rest)(Word mapping, Word keys) {
  checkMapping("mapping-delete", 1, mapping);
  int position = 2;
  for (Word rest = keys; isPair(rest); rest = cdr(rest), ++position)
    checkKey("mapping-delete", position, car(rest));
  for (; isPair(keys); keys = cdr(keys))
    mapping = withoutKey(mapping, car(keys));
  return mapping;
}

/// The entries of the first map, and those of others with further keys.
ESHKOL_PRIMITIVE(eshkol_mapping_union, "mapping-union", 1, Rest)(Word value, Word others) {
  int64_t count = checkMapping("mapping-union", 1, value)->count;
  int position = 2;
  for (Word rest = others; isPair(rest); rest = cdr(rest), ++position)
    count += checkMapping("mapping-union", position, car(rest))->count;
  MappingBuilder builder(count);
  addAll(builder, as<Mapping>(value));
  for (; isPair(others); others = cdr(others))
    addAll(builder, as<Mapping>(car(others)));
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_alist_to_mapping, "alist->mapping", 1, 1)(Word list) {
  int64_t count = listLength(list);
  if (count < 0)
    improperList("alist->mapping", 1, list);
  for (Word rest = list; isPair(rest); rest = cdr(rest))
    if (!isPair(car(rest)) || !isMappingKey(car(car(rest))))
      wrongType("alist->mapping", 1, "a list of pairs that begin with a key", list);
  MappingBuilder builder(count);
  for (Word rest = list; isPair(rest); rest = cdr(rest))
    builder.add(car(car(rest)), cdr(car(rest)));
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_hash_table_to_mapping, "hash-table->mapping", 1, 1)(Word value) {
  auto *table = checkType<HashTable>(Type::HashTable, "a hash table", "hash-table->mapping", 1, value);
  for (int64_t i = 0; i < table->used; ++i)
    if (Word key = table->entries[i].key; key != DeletedKey && !isMappingKey(key))
      wrongType("hash-table->mapping", 1,
                "a hash table whose keys are keywords, symbols, strings, numbers, "
                "characters or booleans",
                value);
  MappingBuilder builder(table->live);
  for (int64_t i = 0; i < table->used; ++i)
    if (table->entries[i].key != DeletedKey)
      builder.add(table->entries[i].key, table->entries[i].value);
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_mapping_to_hash_table, "mapping->hash-table", 1, 1)(Word value) {
  Mapping *mapping = checkMapping("mapping->hash-table", 1, value);
  HashTable *table = newHashTable(KeyKind::Equal);
  const Word *entries = entriesOf(mapping);
  for (int64_t i = 0; i < mapping->count; ++i)
    setEntry(table, entries[2 * i], entries[2 * i + 1]);
  return wordOf(table);
}

//===----------------------------------------------------------------------===//
// Entries
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_mapping_p, "mapping?", 1, 1)(Word value) {
  return fromBool(isA(value, Type::Mapping));
}

ESHKOL_PRIMITIVE(eshkol_internal_mapping_key_p, "%mapping-key?", 1, 1)(Word value) {
  return fromBool(isMappingKey(value));
}

ESHKOL_PRIMITIVE(eshkol_mapping_size, "mapping-size", 1, 1)(Word mapping) {
  return fromFixnum(checkMapping("mapping-size", 1, mapping)->count);
}

ESHKOL_PRIMITIVE(eshkol_mapping_contains_p, "mapping-contains?", 2, 2)(Word value, Word key) {
  Mapping *mapping = checkMapping("mapping-contains?", 1, value);
  checkKey("mapping-contains?", 2, key);
  return fromBool(findValue(mapping, key) != nullptr);
}

/// For a procedure of the library, which the errors are to name.
ESHKOL_PRIMITIVE(eshkol_internal_mapping_ref, "%mapping-ref", 4, 4)
(Word procedure, Word value, Word key, Word otherwise) {
  // The name of the procedure is made only where it is shown.
  if (!isA(value, Type::Mapping))
    checkMapping(toUtf8(procedure).data(), 1, value);
  if (!isMappingKey(key))
    checkKey(toUtf8(procedure).data(), 2, key);
  const Word *found = findValue(as<Mapping>(value), key);
  return found ? *found : otherwise;
}

/// The list of what `use` makes of each key and value.
template <typename Use> static Word listOf(const Mapping *mapping, Use use) {
  const Word *entries = entriesOf(mapping);
  Word list = Nil;
  for (int64_t i = mapping->count; i > 0; --i)
    list = cons(use(entries[2 * i - 2], entries[2 * i - 1]), list);
  return list;
}

ESHKOL_PRIMITIVE(eshkol_mapping_keys, "mapping-keys", 1, 1)(Word mapping) {
  return listOf(checkMapping("mapping-keys", 1, mapping), [](Word key, Word) { return key; });
}
ESHKOL_PRIMITIVE(eshkol_mapping_values, "mapping-values", 1, 1)(Word mapping) {
  return listOf(checkMapping("mapping-values", 1, mapping), [](Word, Word value) { return value; });
}
ESHKOL_PRIMITIVE(eshkol_mapping_to_alist, "mapping->alist", 1, 1)(Word mapping) {
  return listOf(checkMapping("mapping->alist", 1, mapping), cons);
}
/// The same for a procedure of the library, which the error is to name.
ESHKOL_PRIMITIVE(eshkol_internal_mapping_entries, "%mapping-entries", 3, 3)
(Word procedure, Word position, Word mapping) {
  return listOf(checkMapping(toUtf8(procedure).data(), int(toFixnum(position)), mapping), cons);
}

//===----------------------------------------------------------------------===//
// Keys that are missing
//===----------------------------------------------------------------------===//

/// How many characters have to be changed, left out or inserted to make one text of the other.
static size_t distance(std::string_view from, std::string_view to) {
  constexpr size_t Longest = 64;
  if (from.size() > Longest || to.size() > Longest)
    return std::max(from.size(), to.size());
  size_t row[Longest + 1];
  for (size_t j = 0; j <= to.size(); ++j)
    row[j] = j;
  for (size_t i = 1; i <= from.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= to.size(); ++j) {
      size_t changed = diagonal + (from[i - 1] != to[j - 1]);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[to.size()];
}

static std::string_view written(Word key) { return toUtf8(toText(key, true)); }

/// ":a, :b and :c", or as many as a message should have.
static void appendKeys(StringBuilder &text, const Mapping *mapping) {
  constexpr int64_t Most = 8;
  const Word *entries = entriesOf(mapping);
  for (int64_t i = 0; i < mapping->count && i < Most; ++i) {
    if (i)
      text.appendLatin1(i + 1 == mapping->count ? " and " : ", ");
    text.appendUtf8(written(entries[2 * i]));
  }
  if (mapping->count > Most)
    text.appendLatin1(", ...");
}

/// Proposes the key that is written most like one that is missing, if any is much like it.
static void appendNearest(StringBuilder &text, const Mapping *mapping, std::string_view missing) {
  std::string_view nearest;
  size_t least = missing.size() / 3;
  const Word *entries = entriesOf(mapping);
  for (int64_t i = 0; i < mapping->count; ++i) {
    std::string_view other = written(entries[2 * i]);
    if (size_t found = distance(missing, other); found < least || (found == least && nearest.empty())) {
      least = found;
      nearest = other;
    }
  }
  if (nearest.empty())
    return;
  text.appendLatin1("; did you mean ");
  text.appendUtf8(nearest);
  text.append('?');
}

/// "mapping-ref: the map has no key :c; its keys are :a and :b"
[[noreturn, gnu::cold]] static void noKey(const char *kind, const char *procedure, const Mapping *mapping,
                                          Word key) {
  std::string_view missing = written(key);
  StringBuilder text;
  text.appendLatin1("the map has no key ");
  text.appendUtf8(missing);
  text.appendLatin1(mapping->count == 0   ? "; it is empty"
                    : mapping->count == 1 ? "; its key is "
                                          : "; its keys are ");
  appendKeys(text, mapping);
  appendNearest(text, mapping, missing);
  raiseErrorOfKind(kind, procedure, toUtf8(text.finish()));
}

ESHKOL_PRIMITIVE(eshkol_internal_mapping_no_key, "%mapping-no-key", 3, 3)(Word procedure, Word mapping,
                                                                          Word key) {
  noKey("error", toUtf8(procedure).data(), as<Mapping>(mapping), key);
}

Word eshkol::fieldOfMapping(const Mapping *mapping, Word name, Word keyword) {
  for (Word key : {keyword, name})
    if (const Word *found = findValue(mapping, key))
      return *found;
  noKey("type-error", nullptr, mapping, keyword);
}
