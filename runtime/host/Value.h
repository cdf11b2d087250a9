//===- Value.h - Scheme values in one word ---------------------------------===//
//
// The low three bits of a word say what it is:
//
//   000, 100       fixnum: a signed 62-bit integer, shifted left by two
//   001            pair: address + 1; no header
//   010            immediate: booleans, the empty list, characters, ...
//   101            any other heap object: address + 5, a header comes first
//   011, 110, 111  flonum without a box
//
// Flonums tag themselves (Melançon, Feeley, Serrano: "Float Self-Tagging", 2024): the three high bits of
// the exponent are 000, 011 or 100 for zero, magnitudes below 2^-767 and those from 2^-255 to 2^257.  Adding
// three to these bits and rotating the word left by four puts 011, 110 or 111 into its low bits.  Other
// flonums (infinities, NaN, very large or small ones) are boxed.
//
// The tags of fixnums are zero in the low two bits, so that they are added and compared as they are.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_VALUE_H
#define ESHKOL_RUNTIME_HOST_VALUE_H

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace eshkol {

using Word = uint64_t;

//===----------------------------------------------------------------------===//
// Immediates
//===----------------------------------------------------------------------===//

constexpr Word False = 0x02;
constexpr Word True = 0x0A;
/// The empty list.
constexpr Word Nil = 0x12;
/// The value of expressions whose value R7RS leaves unspecified.
constexpr Word Unspecified = 0x1A;
constexpr Word EndOfFile = 0x22;
/// The content of a variable before its definition was evaluated.
constexpr Word Undefined = 0x2A;
/// An optional argument that was not given.
constexpr Word Absent = 0x32;
/// Characters have this low byte and their scalar value above it.
constexpr Word CharacterTag = 0x3A;

constexpr Word fromBool(bool value) { return value ? True : False; }
/// Everything but #f counts as true.
constexpr bool isTrue(Word value) { return value != False; }
constexpr bool isBool(Word value) { return value == True || value == False; }
constexpr bool isCharacter(Word value) { return (value & 0xFF) == CharacterTag; }
constexpr Word fromCharacter(uint32_t scalar) { return (Word(scalar) << 8) | CharacterTag; }
constexpr uint32_t toCharacter(Word value) { return uint32_t(value >> 8); }

//===----------------------------------------------------------------------===//
// Fixnums
//===----------------------------------------------------------------------===//

constexpr int64_t MaxFixnum = (int64_t(1) << 61) - 1;
constexpr int64_t MinFixnum = -(int64_t(1) << 61);

constexpr bool isFixnum(Word value) { return (value & 3) == 0; }
constexpr bool areFixnums(Word a, Word b) { return ((a | b) & 3) == 0; }
constexpr bool fitsFixnum(int64_t value) { return value >= MinFixnum && value <= MaxFixnum; }
/// `value` must fit.
constexpr Word fromFixnum(int64_t value) { return Word(value) << 2; }
constexpr int64_t toFixnum(Word value) { return int64_t(value) >> 2; }

//===----------------------------------------------------------------------===//
// Flonums without a box
//===----------------------------------------------------------------------===//

constexpr Word FlonumOffset = Word(3) << 60;

constexpr bool isUnboxedFlonum(Word value) { return (0xC8C8C8C8u >> (value & 31)) & 1; }
/// The word of the double with these bits, if it is one that `isUnboxedFlonum` accepts.
constexpr Word fromDoubleBits(uint64_t bits) {
  Word shifted = bits + FlonumOffset;
  return (shifted << 4) | (shifted >> 60);
}
inline double toUnboxedFlonum(Word value) {
  Word bits = ((value >> 4) | (value << 60)) - FlonumOffset;
  double number;
  std::memcpy(&number, &bits, sizeof number);
  return number;
}

//===----------------------------------------------------------------------===//
// Heap objects
//===----------------------------------------------------------------------===//

enum class Type : uint8_t {
  Flonum = 1,
  Bignum,
  Ratnum,
  Compnum,
  String,
  Symbol,
  Vector,
  Bytevector,
  Procedure,
  Box,
  Record,
  RecordType,
  Promise,
  Parameter,
  Port,
  Environment,
  Values,
  Condition,
  Continuation,
  HashTable,
  TypedVector,
  Tensor,
  Region,
  Arena,
  Mapping,
};

/// The first word of each heap object that is not a pair.
struct Header {
  Type type;
  /// What it means depends on the type.
  uint8_t flags = 0;
  uint16_t reserved = 0;
  uint32_t extra = 0;
};
static_assert(sizeof(Header) == 8);

constexpr Word PairTag = 1;
constexpr Word ObjectTag = 5;

constexpr bool isPair(Word value) { return (value & 7) == PairTag; }
constexpr bool isObject(Word value) { return (value & 7) == ObjectTag; }
inline Header *headerOf(Word object) { return reinterpret_cast<Header *>(object - ObjectTag); }
inline bool isA(Word value, Type type) { return isObject(value) && headerOf(value)->type == type; }
/// The object of a word that is known to be of this type.
template <typename T> T *as(Word value) { return reinterpret_cast<T *>(value - ObjectTag); }
template <typename T> Word wordOf(T *object) { return reinterpret_cast<Word>(object) + ObjectTag; }

struct Pair {
  Word car, cdr;
};
inline Pair *pairOf(Word value) { return reinterpret_cast<Pair *>(value - PairTag); }
inline Word car(Word pair) { return pairOf(pair)->car; }
inline Word cdr(Word pair) { return pairOf(pair)->cdr; }

struct Flonum {
  Header header;
  double value;
};

struct Vector {
  Header header;
  int64_t length;
  Word elements[];
};

/// `Immutable` marks literals.
constexpr uint8_t Immutable = 1;

struct Bytevector {
  Header header;
  int64_t length;
  uint8_t bytes[];
};

/// Characters of one byte (Latin-1) each or, with the flag `Wide`, of four.  The data is apart, so
/// that a narrow string can become a wide one when a character beyond Latin-1 is stored into it.
struct String {
  Header header;
  int64_t length;
  void *data;
};
constexpr uint8_t Wide = 2;

/// Interned: symbols of one name are one object.  The flag `Uninterned` marks those of `gensym`.
struct Symbol {
  Header header;
  Word name;
  uint64_t hash;
};
constexpr uint8_t Uninterned = 4;

/// Where a value is that a procedure refers to: in a variable of the top level, or what it captured at
/// `index`. Either may be a box with the value.
struct CapturedPlace {
  const Word *variable;
  int64_t index;
};

/// What a procedure is to device code: a function with a number, or an operation, applied to some values.
/// The `identity` of another procedure is that one: of a procedure around it, which device code has no use
/// for.
struct DeviceProcedure {
  int64_t number;
  /// UTF-8, or null for a function.
  const char *operation;
  int64_t count;
  CapturedPlace places[];
};

/// What compiled code says about a procedure, in static memory.
struct ProcedureInfo {
  /// UTF-8, or null for a lambda expression without a name.
  const char *name;
  int32_t required;
  /// Whether further arguments are collected in a list.
  int32_t rest;
  int32_t line;
  const char *file;
  /// Null for a procedure that device code is not told about.
  const DeviceProcedure *device;
};

/// How many arguments the code of a procedure takes in registers.
constexpr int64_t RegisterArguments = 4;

/// The code is called with the procedure, the number of arguments and the first ones of these; further ones
/// are in `eshkol_spilled_arguments`.  `extra` in the header is the number of captured values.
struct Procedure {
  Header header;
  void *entry;
  const ProcedureInfo *info;
  Word captured[];
};

struct Box {
  Header header;
  Word content;
};

struct RecordType {
  Header header;
  Word name;   ///< a symbol
  Word fields; ///< a vector of symbols
};

struct Record {
  Header header;
  Word type;
  Word fields[];
};

/// Several values, or none; never exactly one.
struct Values {
  Header header;
  int64_t count;
  Word values[];
};

/// What `error` and the runtime raise.
struct Condition {
  Header header;
  Word kind;      ///< a symbol: error, file-error, read-error, type-error, range-error, arity-error, ...
  Word message;   ///< a string
  Word irritants; ///< a list
  Word procedure; ///< a symbol, or #f
};

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_VALUE_H
