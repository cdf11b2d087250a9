//===- Printer.cpp - the text of values ------------------------------------===//
//
// What is begun and not yet closed waits on a stack in memory of the collector, so that the nesting of data
// is limited by that memory alone.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/io/Printer.h"
#include "runtime/host/Memory.h"
#include "runtime/host/data/TypedRecords.h"
#include "runtime/host/io/Atoms.h"
#include "runtime/host/io/Structure.h"
#include "runtime/host/tensors/Text.h"

namespace eshkol {

namespace {

/// What follows the part that is being printed.
struct Pending {
  /// A list, or something else whose `parts` are left.
  bool isList;
  char closer;
  /// What is left of the list.  Otherwise the whole value, which must not be collected: the collector does
  /// not know it by its parts.
  Word rest;
  Parts parts;
  /// The names of the parts: symbols, where they are written.
  const Word *names = nullptr;
};

/// A list that grows at its end.
struct List {
  Word first = Nil, last = Nil;
  int64_t count = 0;

  void add(Word value) {
    Word pair = cons(value, Nil);
    (first == Nil ? first : pairOf(last)->cdr) = pair;
    last = pair;
    ++count;
  }
};

class Printer {
public:
  Printer(Mode mode, Port *port, const char *procedure, int64_t limit = MaxFixnum)
      : mode(mode), port(port), procedure(procedure), limit(limit) {}
  void print(Word value);

  /// Where to put objects without an external representation; null if they are printed like others.
  List *objects = nullptr;

private:
  bool replace(Word value);
  bool label(Word value);
  std::string_view abbreviation(Word value);
  bool begin(Word &value);
  bool proceed(Word &next);
  bool proceedInList(Pending &list, Word &next);
  void open(std::string_view opener, Word value, Parts parts, char closer);
  void writeName(Pending &parts);
  void openRecord(Word record);
  void openCondition(Word condition);

  void write(std::string_view text) { put(port, text, procedure); }
  void write(char character) { put(port, {&character, 1}, procedure); }

  Mode mode;
  Port *port;
  const char *procedure;
  int64_t limit;
  Labels labels;
  Stack<Pending> stack;
};

} // namespace

void Printer::print(Word value) {
  labels.analyse(value, mode);
  do {
    while (begin(value)) {
    }
  } while (proceed(value) && port->limit < limit);
}

/// Whether `read` makes an equal value of what `write` shows, as far as this depends on the value itself.
static bool isReadable(Word value) {
  if (!isObject(value))
    return value != Unspecified && value != EndOfFile && value != Undefined && value != Absent;
  switch (headerOf(value)->type) {
  case Type::Flonum:
  case Type::Bignum:
  case Type::Ratnum:
  case Type::Compnum:
  case Type::String:
  case Type::Symbol:
  case Type::Vector:
  case Type::Bytevector:
  case Type::Mapping:
    return true;
  default:
    return false;
  }
}

/// Prints a symbol in the place of an object, if it needs one.
bool Printer::replace(Word value) {
  if (isReadable(value))
    return false;
  write("|\\x1;object ");
  printAtom(fromFixnum(objects->count), Mode::Write, port, procedure);
  write('|');
  objects->add(value);
  return true;
}

/// Prints the label of a value that has one, and says whether this was all.
bool Printer::label(Word value) {
  Word *place = labels.labelOf(value);
  if (!place)
    return false;
  bool known = *place != False;
  if (!known)
    *place = fromFixnum(labels.next());
  write('#');
  printAtom(*place, Mode::Write, port, procedure);
  write(known ? '#' : '=');
  return known;
}

/// The prefix in the place of (quote ...) and its like, or the empty text.
std::string_view Printer::abbreviation(Word value) {
  Word rest = cdr(value);
  // The abbreviation has no place for a label of the rest.
  if (!isA(car(value), Type::Symbol) || !isPair(rest) || cdr(rest) != Nil || labels.isLabelled(rest))
    return {};
  static const struct {
    std::string_view name, prefix;
  } abbreviations[] = {
      {"quote", "'"},   {"quasiquote", "`"},   {"unquote", ","},   {"unquote-splicing", ",@"},
      {"syntax", "#'"}, {"quasisyntax", "#`"}, {"unsyntax", "#,"}, {"unsyntax-splicing", "#,@"},
  };
  if (headerOf(car(value))->flags & Uninterned)
    return {};
  std::string_view name = toUtf8(car(value));
  for (const auto &entry : abbreviations)
    if (entry.name == name)
      return entry.prefix;
  return {};
}

/// Prints an atom, or what comes before the first part of a value; then the answer is true, and the part is
/// in `value`.
bool Printer::begin(Word &value) {
  if (isTensor(value)) {
    printTensor(as<Tensor>(value), mode, port, procedure, limit);
    return false;
  }
  if (objects && replace(value))
    return false;
  if (partsOf(value).count == 0 && !isA(value, Type::Record) && !isA(value, Type::Values)) {
    printAtom(value, mode, port, procedure);
    return false;
  }
  if (label(value))
    return false;
  if (isPair(value)) {
    std::string_view prefix = abbreviation(value);
    if (!prefix.empty()) {
      write(prefix);
      value = car(cdr(value));
      return true;
    }
    write('(');
    stack.push({true, ')', cdr(value), {}});
    value = car(value);
    return true;
  }
  switch (headerOf(value)->type) {
  case Type::Record:
    openRecord(value);
    return false;
  case Type::Condition:
    openCondition(value);
    value = as<Condition>(value)->message;
    return true;
  case Type::Box:
    open("#<box", value, partsOf(value), '>');
    return false;
  case Type::Values:
    open("#<values", value, partsOf(value), '>');
    return false;
  default:
    bool isMapping = headerOf(value)->type == Type::Mapping;
    Parts parts = partsOf(value);
    open(isMapping ? "{" : "#(", value, {parts.first + 1, parts.count - 1}, isMapping ? '}' : ')');
    value = *parts.first;
    return true;
  }
}

void Printer::open(std::string_view opener, Word value, Parts parts, char closer) {
  write(opener);
  stack.push({false, closer, value, parts});
}

void Printer::openRecord(Word record) {
  Word type = as<Record>(record)->type;
  // A type named <point> has records #<point ...>.
  std::string_view name = toUtf8(as<RecordType>(type)->name);
  if (name.size() > 2 && name.front() == '<' && name.back() == '>')
    name = name.substr(1, name.size() - 2);
  write("#<");
  open(name, record, partsOf(record), '>');
  if (hasNamedFields(as<Record>(record)))
    stack.top().names = as<Vector>(as<RecordType>(type)->fields)->elements;
}

/// Writes the name of the next part, as in [x 1.0], and closes the part before.
void Printer::writeName(Pending &record) {
  if (record.parts.first != as<Record>(record.rest)->fields)
    write(']');
  if (record.parts.count == 0)
    return;
  write(" [");
  printAtom(*record.names++, Mode::Display, port, procedure);
}

void Printer::openCondition(Word condition) {
  write("#<");
  printAtom(as<Condition>(condition)->kind, Mode::Display, port, procedure);
  write(' ');
  stack.push({true, '>', as<Condition>(condition)->irritants, {}});
}

/// Goes on behind a part: true with the next one in `next`, false at the end of all.
bool Printer::proceed(Word &next) {
  while (!stack.empty()) {
    Pending &top = stack.top();
    if (top.isList && proceedInList(top, next))
      return true;
    if (top.names)
      writeName(top);
    if (!top.isList && top.parts.count > 0) {
      write(' ');
      next = *top.parts.first++;
      --top.parts.count;
      return true;
    }
    write(stack.pop().closer);
  }
  return false;
}

bool Printer::proceedInList(Pending &list, Word &next) {
  if (list.rest == Nil)
    return false;
  if (isPair(list.rest) && !labels.isLabelled(list.rest)) {
    write(' ');
    next = car(list.rest);
    list.rest = cdr(list.rest);
    return true;
  }
  write(" . ");
  next = list.rest;
  list.rest = Nil;
  return true;
}

void printTo(Word value, Mode mode, Port *port) {
  const char *procedure = mode == Mode::Display ? "display" : "write";
  Printer(mode, port, procedure).print(value);
}

Word toText(Word value, bool write, int64_t limit) {
  Port *port = makeMemoryOutput(0);
  Printer(write ? Mode::Write : Mode::Display, port, "write", limit).print(value);
  return makeString(written(port));
}

Word toSourceText(Word value, Word &objects) {
  Port *port = makeMemoryOutput(0);
  List found;
  Printer printer(Mode::Write, port, "write");
  printer.objects = &found;
  printer.print(value);
  objects = found.first;
  return makeString(written(port));
}

} // namespace eshkol
