//===- HashTablePrimitives.cpp - hash tables (SRFI 69, R6RS) ---------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/data/HashTables.h"

using namespace eshkol;

static HashTable *checkTable(const char *procedure, Word value) {
  return checkType<HashTable>(Type::HashTable, "a hash table", procedure, 1, value);
}

/// Tables of strings have no other keys.
static void checkKey(const char *procedure, const HashTable *table, Word key) {
  if (table->kind() == KeyKind::String)
    checkString(procedure, 2, key);
}

//===----------------------------------------------------------------------===//
// Making tables
//===----------------------------------------------------------------------===//

/// The size that R6RS allows for is only checked: tables grow as they are filled.
static Word makeTable(const char *procedure, KeyKind kind, Word size) {
  if (size != Absent)
    checkLength(procedure, 1, size);
  return wordOf(newHashTable(kind));
}

ESHKOL_PRIMITIVE(eshkol_make_eq_hash_table, "make-eq-hash-table", 0, 1)(Word size) {
  return makeTable("make-eq-hash-table", KeyKind::Eq, size);
}
ESHKOL_PRIMITIVE(eshkol_make_eqv_hash_table, "make-eqv-hash-table", 0, 1)(Word size) {
  return makeTable("make-eqv-hash-table", KeyKind::Eqv, size);
}
ESHKOL_PRIMITIVE(eshkol_make_equal_hash_table, "make-equal-hash-table", 0, 1)(Word size) {
  return makeTable("make-equal-hash-table", KeyKind::Equal, size);
}
ESHKOL_PRIMITIVE(eshkol_make_string_hash_table, "make-string-hash-table", 0, 1)(Word size) {
  return makeTable("make-string-hash-table", KeyKind::String, size);
}

ESHKOL_PRIMITIVE(eshkol_internal_make_hash_table, "%make-hash-table", 1, 1)(Word value) {
  checkSymbol("make-hash-table", 1, value);
  std::string_view name = toUtf8(value);
  if (name == "eq")
    return wordOf(newHashTable(KeyKind::Eq));
  if (name == "eqv")
    return wordOf(newHashTable(KeyKind::Eqv));
  if (name == "equal")
    return wordOf(newHashTable(KeyKind::Equal));
  if (name == "string")
    return wordOf(newHashTable(KeyKind::String));
  wrongType("make-hash-table", 1, "one of eq, eqv, equal and string", value);
}

ESHKOL_PRIMITIVE(eshkol_hash_table_copy, "hash-table-copy", 1, 2)(Word table, Word) {
  return wordOf(copyTable(checkTable("hash-table-copy", table)));
}

//===----------------------------------------------------------------------===//
// Entries
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_hash_table_p, "hash-table?", 1, 1)(Word value) {
  return fromBool(isA(value, Type::HashTable));
}

ESHKOL_PRIMITIVE(eshkol_internal_hash_table_ref, "%hash-table-ref", 3, 3)
(Word value, Word key, Word otherwise) {
  HashTable *table = checkTable("hash-table-ref", value);
  checkKey("hash-table-ref", table, key);
  HashTable::Entry *entry = findEntry(table, key);
  return entry ? entry->value : otherwise;
}

ESHKOL_PRIMITIVE(eshkol_hash_table_set_x, "hash-table-set!", 3, 3)(Word value, Word key, Word content) {
  HashTable *table = checkTable("hash-table-set!", value);
  checkKey("hash-table-set!", table, key);
  setEntry(table, key, content);
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_hash_table_delete_x, "hash-table-delete!", 2, 2)(Word value, Word key) {
  HashTable *table = checkTable("hash-table-delete!", value);
  checkKey("hash-table-delete!", table, key);
  deleteEntry(table, key);
  return Unspecified;
}

static Word contains(const char *procedure, Word value, Word key) {
  HashTable *table = checkTable(procedure, value);
  checkKey(procedure, table, key);
  return fromBool(findEntry(table, key) != nullptr);
}
ESHKOL_PRIMITIVE(eshkol_hash_table_contains_p, "hash-table-contains?", 2, 2)(Word table, Word key) {
  return contains("hash-table-contains?", table, key);
}
ESHKOL_PRIMITIVE(eshkol_hash_table_exists_p, "hash-table-exists?", 2, 2)(Word table, Word key) {
  return contains("hash-table-exists?", table, key);
}

ESHKOL_PRIMITIVE(eshkol_hash_table_clear_x, "hash-table-clear!", 1, 1)(Word table) {
  clearTable(checkTable("hash-table-clear!", table));
  return Unspecified;
}

//===----------------------------------------------------------------------===//
// The whole
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_hash_table_size, "hash-table-size", 1, 1)(Word table) {
  return fromFixnum(checkTable("hash-table-size", table)->live);
}
ESHKOL_PRIMITIVE(eshkol_hash_table_count, "hash-table-count", 1, 1)(Word table) {
  return fromFixnum(checkTable("hash-table-count", table)->live);
}

ESHKOL_PRIMITIVE(eshkol_hash_table_keys, "hash-table-keys", 1, 1)(Word table) {
  Word list = Nil;
  forEachFromEnd(checkTable("hash-table-keys", table),
                 [&](const HashTable::Entry &entry) { list = cons(entry.key, list); });
  return list;
}

ESHKOL_PRIMITIVE(eshkol_hash_table_values, "hash-table-values", 1, 1)(Word table) {
  Word list = Nil;
  forEachFromEnd(checkTable("hash-table-values", table),
                 [&](const HashTable::Entry &entry) { list = cons(entry.value, list); });
  return list;
}

ESHKOL_PRIMITIVE(eshkol_hash_table_to_alist, "hash-table->alist", 1, 1)(Word table) {
  Word list = Nil;
  forEachFromEnd(checkTable("hash-table->alist", table),
                 [&](const HashTable::Entry &entry) { list = cons(cons(entry.key, entry.value), list); });
  return list;
}
