//===- PrinterTest.cpp - the text of values --------------------------------===//

#include "runtime/host/io/Printer.h"
#include "runtime/host/Memory.h"
#include "runtime/host/io/Port.h"

#include <gtest/gtest.h>

using namespace eshkol;

static std::string written(Word value) { return std::string(toUtf8(toText(value, true))); }
static std::string displayed(Word value) { return std::string(toUtf8(toText(value, false))); }

static std::string shared(Word value) {
  Port *port = makeMemoryOutput(0);
  printTo(value, Mode::WriteShared, port);
  return std::string(written(port));
}

static Word list(std::initializer_list<Word> values, Word tail = Nil) {
  for (auto value = values.end(); value != values.begin();)
    tail = cons(*--value, tail);
  return tail;
}
static Word vector(std::initializer_list<Word> values) {
  Word vector = makeVector(int64_t(values.size()), Nil);
  std::copy(values.begin(), values.end(), as<Vector>(vector)->elements);
  return vector;
}
static Word number(int64_t value) { return fromFixnum(value); }

TEST(Printer, Immediates) {
  EXPECT_EQ(written(True), "#t");
  EXPECT_EQ(written(False), "#f");
  EXPECT_EQ(written(Nil), "()");
  EXPECT_EQ(written(EndOfFile), "#<eof>");
  EXPECT_EQ(written(Unspecified), "#<unspecified>");
}

TEST(Printer, Numbers) {
  EXPECT_EQ(written(number(0)), "0");
  EXPECT_EQ(written(number(MinFixnum)), "-2305843009213693952");
  EXPECT_EQ(written(fromDouble(0.5)), "0.5");
  EXPECT_EQ(written(fromDouble(1e300)), "1.0e300");
}

TEST(Printer, Characters) {
  EXPECT_EQ(written(fromCharacter('a')), "#\\a");
  EXPECT_EQ(written(fromCharacter(' ')), "#\\space");
  EXPECT_EQ(written(fromCharacter(0)), "#\\null");
  EXPECT_EQ(written(fromCharacter(127)), "#\\delete");
  EXPECT_EQ(written(fromCharacter('(')), "#\\(");
  EXPECT_EQ(written(fromCharacter(0x3BB)), "#\\λ");
  EXPECT_EQ(written(fromCharacter(1)), "#\\x1");
  // A no-break space, and an accent which would go onto the backslash.
  EXPECT_EQ(written(fromCharacter(0xA0)), "#\\xa0");
  EXPECT_EQ(written(fromCharacter(0x301)), "#\\x301");
  EXPECT_EQ(displayed(fromCharacter(0x3BB)), "λ");
}

TEST(Printer, Strings) {
  EXPECT_EQ(written(makeString("a\"b\\c")), "\"a\\\"b\\\\c\"");
  EXPECT_EQ(written(makeString("\a\b\t\n\r|")), "\"\\a\\b\\t\\n\\r|\"");
  EXPECT_EQ(written(makeString("\x01 é λ 𝄞")), "\"\\x1; é λ 𝄞\"");
  EXPECT_EQ(written(makeString("\xE2\x80\xA8")), "\"\\x2028;\"");
  EXPECT_EQ(written(makeString(std::string_view("\0", 1))), "\"\\x0;\"");
  EXPECT_EQ(displayed(makeString("a\"b\n é λ")), "a\"b\n é λ");
}

TEST(Printer, PlainSymbols) {
  for (const char *name : {"a",
                           "+",
                           "-",
                           "...",
                           "..",
                           "->x",
                           "list->vector",
                           "<=?",
                           "a.b",
                           "+.a",
                           ".hidden",
                           "--",
                           "+@",
                           "λ",
                           "変数",
                           "∂f",
                           ":key",
                           "Mixed",
                           "!$%&*/:<=>?^_~",
                           "+inf",
                           "-infinity",
                           "e1"})
    EXPECT_EQ(written(intern(name)), name);
}

TEST(Printer, SymbolsBetweenBars) {
  for (const char *name :
       {"",       ".",       "two words", "(",  "1",  "1+", "+1",  "-1x", ".5", "+.5", "+i",  "-i", "+inf.0",
        "-nan.0", "+inf.0i", "@x",        "#x", "a#", "'q", "a'b", "a,b", "[",  "{",   "x;y", "٣"})
    EXPECT_EQ(written(intern(name)), "|" + std::string(name) + "|");
  EXPECT_EQ(written(intern("a|b")), "|a\\|b|");
  EXPECT_EQ(written(intern("a\"\\\n")), "|a\"\\\\\\n|");
  EXPECT_EQ(displayed(intern("two words")), "two words");
}

TEST(Printer, Lists) {
  EXPECT_EQ(written(list({number(1), number(2)})), "(1 2)");
  EXPECT_EQ(written(list({number(1), number(2)}, number(3))), "(1 2 . 3)");
  EXPECT_EQ(written(list({Nil, list({Nil})})), "(() (()))");
  EXPECT_EQ(written(list({makeString("x"), fromCharacter('y')})), "(\"x\" #\\y)");
  EXPECT_EQ(displayed(list({makeString("x"), fromCharacter('y')})), "(x y)");
}

TEST(Printer, Vectors) {
  EXPECT_EQ(written(vector({})), "#()");
  EXPECT_EQ(written(vector({number(1), vector({number(2)}), list({number(3)})})), "#(1 #(2) (3))");
  auto *bytes = makeData<Bytevector>(Type::Bytevector, 3);
  bytes->length = 3;
  std::memcpy(bytes->bytes, "\0\x0A\xFF", 3);
  EXPECT_EQ(written(wordOf(bytes)), "#u8(0 10 255)");
}

TEST(Printer, Quotation) {
  Word x = intern("x");
  EXPECT_EQ(written(list({intern("quote"), x})), "'x");
  EXPECT_EQ(written(list({intern("quasiquote"), list({intern("unquote"), x})})), "`,x");
  EXPECT_EQ(written(list({intern("unquote-splicing"), x})), ",@x");
  EXPECT_EQ(written(list({intern("unquote"), intern("@x")})), ",|@x|");
  EXPECT_EQ(written(list({intern("quote")})), "(quote)");
  EXPECT_EQ(written(list({intern("quote"), x, x})), "(quote x x)");
  EXPECT_EQ(written(list({intern("quote"), x}, x)), "(quote x . x)");
  EXPECT_EQ(written(list({intern("quote")}, x)), "(quote . x)");
  EXPECT_EQ(written(list({x}, list({intern("quote"), x}))), "(x quote x)");
}

TEST(Printer, Records) {
  auto *type = make<RecordType>(Type::RecordType);
  type->name = intern("<point>");
  type->fields = vector({intern("x"), intern("y")});
  auto *record = make<Record>(Type::Record, 2 * sizeof(Word));
  record->type = wordOf(type);
  record->fields[0] = number(1);
  record->fields[1] = wordOf(record);
  EXPECT_EQ(written(wordOf(record)), "#0=#<point 1 #0#>");
  record->fields[1] = makeString("s");
  EXPECT_EQ(written(wordOf(record)), "#<point 1 \"s\">");
  type->name = intern("empty");
  type->fields = vector({});
  EXPECT_EQ(written(wordOf(record)), "#<empty>");
  EXPECT_EQ(written(wordOf(type)), "#<record-type empty>");
}

TEST(Printer, OtherObjects) {
  static const ProcedureInfo named = {"f", 1, 0, 1, "f.esk", nullptr};
  auto *procedure = make<Procedure>(Type::Procedure);
  EXPECT_EQ(written(wordOf(procedure)), "#<procedure>");
  procedure->info = &named;
  EXPECT_EQ(written(wordOf(procedure)), "#<procedure f>");
  EXPECT_EQ(written(makeBox(number(5))), "#<box 5>");
  auto *condition = make<Condition>(Type::Condition);
  condition->kind = intern("file-error");
  condition->message = makeString("no");
  condition->irritants = list({makeString("f"), number(2)});
  EXPECT_EQ(written(wordOf(condition)), "#<file-error \"no\" \"f\" 2>");
  EXPECT_EQ(written(wordOf(makeMemoryOutput(0))), "#<output-port>");
  EXPECT_EQ(written(wordOf(makeMemoryInput({}, BinaryPort))), "#<binary-input-port>");
}

// (define x (list 'a 'b)), R7RS 6.13.3.
TEST(Printer, LabelsOfCycles) {
  Word cycle = list({intern("a"), intern("b"), intern("c")});
  pairOf(cdr(cdr(cycle)))->cdr = cycle;
  EXPECT_EQ(written(cycle), "#0=(a b c . #0#)");
  EXPECT_EQ(shared(cycle), "#0=(a b c . #0#)");
  EXPECT_EQ(displayed(cycle), "#0=(a b c . #0#)");
  EXPECT_EQ(written(list({cycle, cycle})), "(#0=(a b c . #0#) #0#)");
  Word self = vector({Nil});
  as<Vector>(self)->elements[0] = self;
  EXPECT_EQ(written(self), "#0=#(#0#)");
  Word tail = list({number(1), number(2)});
  pairOf(cdr(tail))->cdr = cdr(tail);
  EXPECT_EQ(written(tail), "(1 . #0=(2 . #0#))");
}

TEST(Printer, LabelsOfSharedParts) {
  Word part = list({number(1)});
  Word whole = list({part, part}, part);
  EXPECT_EQ(written(whole), "((1) (1) 1)");
  EXPECT_EQ(shared(whole), "(#0=(1) #0# . #0#)");
  EXPECT_EQ(shared(list({makeString("a")})), "(\"a\")");
  // Within a cycle, too, write labels only what closes it.
  Word cycle = list({part, part});
  pairOf(cdr(cycle))->cdr = cycle;
  EXPECT_EQ(written(cycle), "#0=((1) (1) . #0#)");
  EXPECT_EQ(shared(cycle), "#0=(#1=(1) #1# . #0#)");
}

TEST(Printer, LabelsInQuotation) {
  Word quotation = list({intern("quote"), Nil});
  pairOf(cdr(quotation))->car = quotation;
  EXPECT_EQ(written(quotation), "#0='#0#");
  pairOf(cdr(quotation))->car = cdr(quotation);
  EXPECT_EQ(written(quotation), "(quote . #0=(#0#))");
}

TEST(Printer, DeepNesting) {
  constexpr int depth = 1000000;
  Word deep = Nil, vectors = Nil;
  for (int i = 0; i < depth; ++i) {
    deep = cons(deep, Nil);
    vectors = vector({vectors});
  }
  EXPECT_EQ(written(deep).size(), 2u * depth + 2);
  EXPECT_EQ(written(vectors).size(), 3u * depth + 2);
  Word flat = Nil;
  for (int i = 0; i < depth; ++i)
    flat = cons(number(1), flat);
  EXPECT_EQ(written(flat).size(), 2u * depth + 1);
  EXPECT_EQ(shared(flat).size(), 2u * depth + 1);
}

TEST(Printer, Limit) {
  // As a tree this would have 2^100 leaves.
  Word doubled = Nil;
  for (int i = 0; i < 100; ++i)
    doubled = cons(doubled, doubled);
  EXPECT_LT(toUtf8(toText(doubled, true, 200)).size(), 400u);
}
