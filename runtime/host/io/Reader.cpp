//===- Reader.cpp - data from their text -----------------------------------===//
//
// What is begun waits on a stack in memory of the collector, so that the nesting of data is limited by that
// memory alone.
//
// A reference to a datum that is not complete yet is a box in its place.  When the datum at top level is
// complete, it is searched for boxes, which are replaced.  Reading makes no other boxes.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/io/Reader.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Mappings.h"
#include "runtime/host/io/Scanner.h"
#include "runtime/host/io/Structure.h"
#include "runtime/host/tensors/Text.h"

namespace eshkol {

namespace {

/// A datum that is begun.
struct Frame {
  Token opener;
  /// The elements so far, and the last pair of this list.
  Word first, last;
  int64_t count;
  enum { Elements, AfterDot, AfterTail } state;
};

class Reader {
public:
  Reader(Port *port, bool literal) : scanner(port, literal) {}
  Word read();

private:
  bool accept(const Token &token, Word &datum);
  bool deliver(Word &datum);
  bool close(const Token &token, Word &datum);
  void dot(const Token &token);
  void addElement(Frame &frame, Word element);
  Word finish(const Frame &frame);
  Word vectorOf(const Frame &frame);
  Word mappingOf(const Frame &frame);
  Word bytevectorOf(const Frame &frame);
  Word tensorOf(const Frame &frame);
  [[noreturn]] void failAtEnd(const Frame &frame);

  Word reference(const Token &token);
  void define(const Token &label, Word datum);
  Word resolve(Word value);
  Word replaceReferences(Word root);

  Scanner scanner;
  Stack<Frame> stack;
  /// Where the last token begins.
  Position position = {1, 1};
  /// From a label's number to its box.
  WordTable labels;
  bool hasReferences = false;
};

} // namespace

static bool hasElements(Token::Kind kind) {
  return kind == Token::Open || kind == Token::OpenVector || kind == Token::OpenMapping ||
         kind == Token::OpenBytes || kind == Token::OpenArray || kind == Token::OpenTensor;
}

static std::string_view closerText(Word character) {
  return character == fromCharacter(']') ? "]" : character == fromCharacter('}') ? "}" : ")";
}

Word Reader::read() {
  for (;;) {
    scanner.endsAtComma = !stack.empty() && stack.top().opener.kind == Token::OpenTensor;
    Token token = scanner.next();
    position = token.position;
    if (token.kind == Token::End) {
      if (stack.empty())
        return EndOfFile;
      failAtEnd(stack.top());
    }
    Word datum;
    if (accept(token, datum) && deliver(datum))
      return hasReferences ? replaceReferences(datum) : datum;
  }
}

/// Takes a token; true if it completes a datum.
bool Reader::accept(const Token &token, Word &datum) {
  switch (token.kind) {
  case Token::Datum:
    datum = token.value;
    return true;
  case Token::LabelUse:
    datum = reference(token);
    return true;
  case Token::Close:
    return close(token, datum);
  case Token::Dot:
    dot(token);
    return false;
  case Token::LabelBefore:
    if (!labels.add(token.value, makeBox(Undefined)))
      scanner.fail(token.position, "the label is defined twice");
    break;
  default:
    break;
  }
  stack.push({token, Nil, Nil, 0, Frame::Elements});
  return false;
}

/// Gives a datum to what it belongs to.  True if that was the whole of it, in `datum`.
bool Reader::deliver(Word &datum) {
  while (!stack.empty()) {
    Frame &frame = stack.top();
    if (hasElements(frame.opener.kind)) {
      addElement(frame, datum);
      return false;
    }
    Token opener = stack.pop().opener;
    if (opener.kind == Token::Comment)
      return false;
    if (opener.kind == Token::Prefix)
      datum = cons(opener.value, cons(datum, Nil));
    else
      define(opener, datum);
  }
  return true;
}

void Reader::failAtEnd(const Frame &frame) {
  if (hasElements(frame.opener.kind))
    scanner.fail(frame.opener.position, frame.opener.kind == Token::OpenMapping
                                            ? "the brace that opens here is never closed"
                                            : "the parenthesis that opens here is never closed");
  scanner.fail(frame.opener.position, "expected a datum after this, found the end of the input");
}

//===----------------------------------------------------------------------===//
// Lists and vectors
//===----------------------------------------------------------------------===//

bool Reader::close(const Token &token, Word &datum) {
  std::string_view found = closerText(token.value);
  if (stack.empty())
    scanner.fail(token.position, "`%` closes nothing", found);
  Frame &frame = stack.top();
  if (!hasElements(frame.opener.kind))
    scanner.fail(frame.opener.position, "expected a datum after this, found `%`", found);
  bool isRound = frame.opener.kind != Token::Open && frame.opener.kind != Token::OpenMapping;
  std::string_view expected = closerText(isRound ? fromCharacter(')') : frame.opener.value);
  if (found != expected)
    scanner.fail(token.position, "expected `%` here", expected);
  if (frame.state == Frame::AfterDot)
    scanner.fail(token.position, "expected a datum after the dot");
  datum = finish(stack.pop());
  return true;
}

/// A dot at the front of a list is the name of an operator in Eshkol; R7RS has no such lists.
void Reader::dot(const Token &token) {
  if (stack.empty() || stack.top().opener.kind != Token::Open)
    scanner.fail(token.position, "a lone dot stands only in a list");
  Frame &frame = stack.top();
  if (frame.state != Frame::Elements)
    scanner.fail(token.position, "a second dot in one list");
  if (frame.first == Nil)
    addElement(frame, intern("."));
  else
    frame.state = Frame::AfterDot;
}

void Reader::addElement(Frame &frame, Word element) {
  if (frame.state == Frame::AfterTail)
    scanner.fail(position, "this list goes on behind the datum that follows its dot");
  if (frame.state == Frame::AfterDot) {
    pairOf(frame.last)->cdr = element;
    frame.state = Frame::AfterTail;
    return;
  }
  if (frame.opener.kind == Token::OpenBytes &&
      (!isFixnum(element) || toFixnum(element) < 0 || toFixnum(element) > 255))
    scanner.fail(position, "an element of a bytevector must be an exact integer from 0 to 255");
  Word pair = cons(element, Nil);
  if (frame.first == Nil)
    frame.first = pair;
  else
    pairOf(frame.last)->cdr = pair;
  frame.last = pair;
  ++frame.count;
}

Word Reader::finish(const Frame &frame) {
  switch (frame.opener.kind) {
  case Token::OpenVector:
    return vectorOf(frame);
  case Token::OpenMapping:
    return mappingOf(frame);
  case Token::OpenBytes:
    return bytevectorOf(frame);
  case Token::OpenArray:
  case Token::OpenTensor:
    return tensorOf(frame);
  default:
    return frame.first;
  }
}

Word Reader::vectorOf(const Frame &frame) {
  Word vector = makeVector(frame.count, Unspecified);
  Word *next = as<Vector>(vector)->elements;
  for (Word rest = frame.first; rest != Nil; rest = cdr(rest))
    *next++ = car(rest);
  return scanner.finished(vector);
}

Word Reader::mappingOf(const Frame &frame) {
  if (frame.count % 2)
    scanner.fail(frame.opener.position, "a map needs a value for each key");
  MappingBuilder builder(frame.count / 2);
  for (Word rest = frame.first; rest != Nil; rest = cdr(cdr(rest))) {
    if (!isMappingKey(car(rest)))
      scanner.fail(frame.opener.position, "a key of a map must be %", MappingKeys);
    if (!builder.add(car(rest), car(cdr(rest))))
      scanner.fail(frame.opener.position, "the key % occurs twice in this map",
                   toUtf8(toText(car(rest), true)));
  }
  return scanner.finished(builder.finish());
}

Word Reader::bytevectorOf(const Frame &frame) {
  auto *bytevector = makeData<Bytevector>(Type::Bytevector, size_t(frame.count));
  bytevector->length = frame.count;
  uint8_t *next = bytevector->bytes;
  for (Word rest = frame.first; rest != Nil; rest = cdr(rest))
    *next++ = uint8_t(toFixnum(car(rest)));
  return scanner.finished(wordOf(bytevector));
}

Word Reader::tensorOf(const Frame &frame) {
  const char *problem;
  Tensor *tensor;
  if (frame.opener.kind == Token::OpenTensor) {
    tensor = tensorOfClauses(frame.first, &problem);
  } else {
    DType dtype;
    bool isMatrix;
    isArrayPrefix(toUtf8(frame.opener.value), &dtype, &isMatrix);
    tensor = tensorOfElements(dtype, isMatrix, frame.first, &problem);
  }
  if (!tensor)
    scanner.fail(frame.opener.position, problem);
  return scanner.finished(wordOf(tensor));
}

//===----------------------------------------------------------------------===//
// Labels
//===----------------------------------------------------------------------===//

Word Reader::reference(const Token &token) {
  Word *box = labels.find(token.value);
  if (!box)
    scanner.fail(token.position, "no datum before this has the label");
  hasReferences = true;
  return resolve(*box);
}

void Reader::define(const Token &label, Word datum) {
  Word box = *labels.find(label.value);
  if (resolve(datum) == box)
    scanner.fail(label.position, "a label that stands for itself alone");
  as<Box>(box)->content = datum;
}

/// What a reference refers to, or its box if that is not known yet.
Word Reader::resolve(Word value) {
  while (isA(value, Type::Box) && as<Box>(value)->content != Undefined)
    value = as<Box>(value)->content;
  return value;
}

Word Reader::replaceReferences(Word root) {
  WordTable seen;
  Stack<Parts> pending;
  pending.push({&root, 1});
  while (!pending.empty()) {
    Parts &top = pending.top();
    if (top.count == 0) {
      pending.pop();
      continue;
    }
    Word &part = *top.first++;
    --top.count;
    part = resolve(part);
    Parts parts = partsOf(part);
    if (parts.count > 0 && seen.add(part, True))
      pending.push(parts);
  }
  return root;
}

//===----------------------------------------------------------------------===//
// Entries
//===----------------------------------------------------------------------===//

Word readDatum(Port *port, bool literal) { return Reader(port, literal).read(); }

extern "C" Word eshkol_read_literal(const char *text, int64_t length) {
  Port *port = makeMemoryInput({text, size_t(length)}, 0);
  Word datum = readDatum(port, true);
  if (datum == EndOfFile || readDatum(port, true) != EndOfFile)
    raiseErrorOfKind("read-error", "read", "a literal is not exactly one datum");
  return datum;
}

} // namespace eshkol

using namespace eshkol;

ESHKOL_PRIMITIVE(eshkol_read, "read", 0, 1)(Word port) {
  return readDatum(portArgument("read", 1, port, InputPort));
}
