//===- Symbols.cpp - symbols and their table (R7RS 6.5) --------------------===//

#include "runtime/host/data/Symbols.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Hashing.h"
#include "runtime/host/data/Strings.h"

#include <cstdio>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

/// Open addressing; the collector scans it.
static struct {
  Word *slots;
  size_t capacity, used;
} symbols;

/// Where a symbol is, or where it is to be put.
static Word *search(Word *slots, size_t capacity, const String *name, uint64_t hash) {
  size_t index = hash & (capacity - 1);
  for (; slots[index] != 0; index = (index + 1) & (capacity - 1)) {
    auto *symbol = as<Symbol>(slots[index]);
    if (symbol->hash == hash && stringsEqual(as<String>(symbol->name), name))
      break;
  }
  return &slots[index];
}

static void growTable() {
  OutsideRegions outside;
  size_t capacity = symbols.capacity == 0 ? 4096 : 2 * symbols.capacity;
  auto *slots = static_cast<Word *>(allocate(capacity * sizeof(Word)));
  for (size_t i = 0; i < symbols.capacity; ++i)
    if (Word symbol = symbols.slots[i])
      *search(slots, capacity, as<String>(as<Symbol>(symbol)->name), as<Symbol>(symbol)->hash) = symbol;
  symbols.slots = slots;
  symbols.capacity = capacity;
}

static Word makeSymbol(const String *name, uint64_t hash, uint8_t flags) {
  OutsideRegions outside;
  String *ownName = copySpan(name, wholeOf(name));
  ownName->header.flags |= Immutable;
  auto *symbol = make<Symbol>(Type::Symbol, 0, flags);
  symbol->name = wordOf(ownName);
  symbol->hash = hash;
  return wordOf(symbol);
}

Word eshkol::internString(const String *name) {
  if (2 * symbols.used >= symbols.capacity)
    growTable();
  uint64_t hash = hashString(name);
  Word *slot = search(symbols.slots, symbols.capacity, name, hash);
  if (*slot == 0) {
    *slot = makeSymbol(name, hash, 0);
    ++symbols.used;
  }
  return *slot;
}

Word eshkol::intern(std::string_view name) { return internString(as<String>(makeString(name))); }

//===----------------------------------------------------------------------===//
// Primitives
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_symbol_equal_p, "symbol=?", 1, Rest)(Word first, Word rest) {
  checkSymbol("symbol=?", 1, first);
  bool result = true;
  for (int position = 2; isPair(rest); rest = cdr(rest), ++position) {
    checkSymbol("symbol=?", position, car(rest));
    result &= car(rest) == first;
  }
  return fromBool(result);
}

ESHKOL_PRIMITIVE(eshkol_symbol_to_string, "symbol->string", 1, 1)(Word symbol) {
  return checkSymbol("symbol->string", 1, symbol)->name;
}

ESHKOL_PRIMITIVE(eshkol_string_to_symbol, "string->symbol", 1, 1)(Word name) {
  return internString(checkString("string->symbol", 1, name));
}

ESHKOL_PRIMITIVE(eshkol_symbol_append, "symbol-append", 0, Rest)(Word parts) {
  StringBuilder builder;
  for (int position = 1; isPair(parts); parts = cdr(parts))
    builder.append(as<String>(checkSymbol("symbol-append", position++, car(parts))->name));
  return internString(as<String>(builder.finish()));
}

/// Symbols that are not in the table are the same as no other one.  Their hash values differ too.
static Word makeUninterned(const String *name) {
  static uint64_t count = 0;
  return makeSymbol(name, mixHash(hashString(name) + ++count), Uninterned);
}

ESHKOL_PRIMITIVE(eshkol_string_to_uninterned_symbol, "string->uninterned-symbol", 1, 1)(Word name) {
  return makeUninterned(checkString("string->uninterned-symbol", 1, name));
}

ESHKOL_PRIMITIVE(eshkol_gensym, "gensym", 0, 1)(Word prefix) {
  static uint64_t count = 0;
  StringBuilder builder;
  if (isA(prefix, Type::Symbol))
    builder.append(as<String>(as<Symbol>(prefix)->name));
  else if (isA(prefix, Type::String))
    builder.append(as<String>(prefix));
  else if (prefix == Absent)
    builder.append('g');
  else
    wrongType("gensym", 1, "a symbol or a string", prefix);
  char digits[24];
  builder.appendLatin1(
      {digits, size_t(std::snprintf(digits, sizeof digits, "%llu", (unsigned long long)++count))});
  return makeUninterned(as<String>(builder.finish()));
}
