//===- ReaderTest.cpp - data from their text -------------------------------===//

#include "runtime/host/io/Reader.h"
#include "runtime/host/Memory.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/tests/Raised.h"

#include <gtest/gtest.h>

using namespace eshkol;

static Word read(std::string_view text) { return readDatum(makeMemoryInput(text, 0)); }
/// The datum of a text, as `write` shows it.
static std::string reread(std::string_view text) { return std::string(toUtf8(toText(read(text), true))); }
static std::string readError(std::string text) {
  return raised([&] { read(text); });
}

TEST(Reader, Atoms) {
  EXPECT_EQ(read(""), EndOfFile);
  EXPECT_EQ(read(" ; nothing"), EndOfFile);
  EXPECT_EQ(read("#t"), True);
  EXPECT_EQ(read("#FALSE"), False);
  EXPECT_EQ(read("-42"), fromFixnum(-42));
  EXPECT_EQ(read("#xFf"), fromFixnum(255));
  EXPECT_EQ(read("#e1e2"), fromFixnum(100));
  EXPECT_EQ(read("1.5"), fromDouble(1.5));
  EXPECT_EQ(read("()"), Nil);
  EXPECT_EQ(read("abc"), intern("abc"));
  EXPECT_EQ(read("|abc|"), intern("abc"));
  EXPECT_EQ(read("..."), intern("..."));
  EXPECT_EQ(read("#:key"), intern(":key"));
  EXPECT_EQ(read("#:|two words|"), intern(":two words"));
  EXPECT_EQ(read("||"), intern(""));
  EXPECT_EQ(read("|H\\x65;llo \\| \\\\|"), intern("Hello | \\"));
}

TEST(Reader, OperatorsWithOneBar) {
  EXPECT_EQ(read("|> 1"), intern("|>"));
  EXPECT_EQ(read("|>"), intern("|>"));
  EXPECT_EQ(read("|01>"), intern("|01>"));
  EXPECT_EQ(read("|->)"), intern("|->"));
  EXPECT_EQ(reread("(|> x |+>)"), "(|\\|>| x |\\|+>|)");
  EXPECT_EQ(reread(reread("(|> x |+>)")), reread("(|> x |+>)"));
  for (const char *name : {"> ", "01> y", "+> x", "> x|", "|>", "0>", "> > >", "->x y"})
    EXPECT_EQ(read(toUtf8(toText(intern(name), true)).data()), intern(name)) << name;
  // Symbols of the report.
  EXPECT_EQ(read("|>|"), intern(">"));
  EXPECT_EQ(read("|0>|"), intern("0>"));
  EXPECT_EQ(read("|>= 1|"), intern(">= 1"));
  EXPECT_EQ(read("|01|"), intern("01"));
  EXPECT_EQ(read("|+->x|"), intern("+->x"));
  EXPECT_EQ(read("|\\x30;> x|"), intern("0> x"));
  EXPECT_NE(readError("|0>x").find("never closed"), std::string::npos);
}

TEST(Reader, Characters) {
  EXPECT_EQ(read("#\\a"), fromCharacter('a'));
  EXPECT_EQ(read("#\\A"), fromCharacter('A'));
  EXPECT_EQ(read("#\\("), fromCharacter('('));
  EXPECT_EQ(read("#\\ "), fromCharacter(' '));
  EXPECT_EQ(read("#\\;"), fromCharacter(';'));
  EXPECT_EQ(read("#\\space"), fromCharacter(' '));
  EXPECT_EQ(read("#\\null"), fromCharacter(0));
  EXPECT_EQ(read("#\\x"), fromCharacter('x'));
  EXPECT_EQ(read("#\\x03BB"), fromCharacter(0x3BB));
  EXPECT_EQ(read("#\\u03BB"), fromCharacter(0x3BB));
  EXPECT_EQ(read("#\\λ"), fromCharacter(0x3BB));
  EXPECT_EQ(read("#\\x10FFFF"), fromCharacter(0x10FFFF));
}

TEST(Reader, Strings) {
  EXPECT_EQ(toUtf8(read("\"a\\n\\t\\\"\\\\\\x3bb;\"")), "a\n\t\"\\λ");
  EXPECT_EQ(toUtf8(read("\"one \\  \n   two\"")), "one two");
  EXPECT_EQ(toUtf8(read("\"a\\\r\n b\"")), "ab");
  EXPECT_EQ(toUtf8(read("\"a\r\nb\rc\nd\"")), "a\nb\nc\nd");
}

TEST(Reader, Compounds) {
  EXPECT_EQ(reread("(1 (2 . 3) . (4))"), "(1 (2 . 3) 4)");
  EXPECT_EQ(reread("[a [b] (c)]"), "(a (b) (c))");
  EXPECT_EQ(reread("#(1 #(a) \"s\" #\\x)"), "#(1 #(a) \"s\" #\\x)");
  EXPECT_EQ(reread("#u8(0 #xff)"), "#u8(0 255)");
  EXPECT_EQ(reread("(a.b . c)"), "(a.b . c)");
  EXPECT_EQ(reread("(. f g)"), "(|.| f g)");
  EXPECT_EQ(reread("(1 .5)"), "(1 0.5)");
}

TEST(Reader, Quotation) {
  EXPECT_EQ(reread("'a"), "'a");
  EXPECT_EQ(reread("(quote a)"), "'a");
  EXPECT_EQ(reread("`(a ,b ,@c)"), "`(a ,b ,@c)");
  EXPECT_EQ(car(read("#'a")), intern("syntax"));
  EXPECT_EQ(car(read("#`a")), intern("quasisyntax"));
  EXPECT_EQ(car(read("#,a")), intern("unsyntax"));
  EXPECT_EQ(car(read("#,@a")), intern("unsyntax-splicing"));
  EXPECT_EQ(reread("' ; comment\n a"), "'a");
}

TEST(Reader, Comments) {
  EXPECT_EQ(reread("(1 ; one\n 2)"), "(1 2)");
  EXPECT_EQ(reread("(1 #| a #| b |# |c || |# 2)"), "(1 2)");
  EXPECT_EQ(reread("(1 #;(a b) 2 #;#;3 4)"), "(1 2)");
  EXPECT_EQ(reread("(1 . #;2 3 #;4)"), "(1 . 3)");
  EXPECT_EQ(reread("(1 #;'a)"), "(1)");
  EXPECT_EQ(reread("#;1 2"), "2");
  EXPECT_EQ(read("#;1"), EndOfFile);
}

TEST(Reader, FoldCase) {
  EXPECT_EQ(reread("(#!fold-case ABC |ABC| #\\A #\\SPACE #!no-fold-case ABC)"),
            "(abc ABC #\\A #\\space ABC)");
  EXPECT_EQ(reread("#!FOLD-CASE Straße"), "strasse");
  Port *port = makeMemoryInput("#!fold-case A B", 0);
  EXPECT_EQ(readDatum(port), intern("a"));
  EXPECT_EQ(readDatum(port), intern("b"));
}

TEST(Reader, Labels) {
  EXPECT_EQ(reread("#0=(a b . #0#)"), "#0=(a b . #0#)");
  EXPECT_EQ(reread("#5=#(1 #5# (#5#))"), "#0=#(1 #0# (#0#))");
  EXPECT_EQ(reread("(#1=(x) #1# #1#)"), "((x) (x) (x))");
  Word shared = read("(#1=(x) #1#)");
  EXPECT_EQ(car(shared), car(cdr(shared)));
  EXPECT_EQ(reread("#0=(#1=(#0# #1#) #1#)"), "#0=(#1=(#0# #1#) #1#)");
  EXPECT_EQ(reread("#0=#1=(#0# #1#)"), "#0=(#0# #0#)");
  EXPECT_EQ(reread("#0=(#1=#0# #1#)"), "#0=(#0# #0#)");
  EXPECT_EQ(reread("#0='#0#"), "#0='#0#");
  EXPECT_EQ(reread("(#0=5 #0#)"), "(5 5)");
}

TEST(Reader, OneDatumAfterTheOther) {
  Port *port = makeMemoryInput("a\"b\"(c)d|e| 1", 0);
  std::string all;
  for (Word datum; (datum = readDatum(port)) != EndOfFile;)
    all += std::string(toUtf8(toText(datum, true))) + " ";
  EXPECT_EQ(all, "a \"b\" (c) d e 1 ");
}

TEST(Reader, Errors) {
  EXPECT_EQ(readError("\n  (a"), "read: line 2, column 3: the parenthesis that opens here is never closed");
  EXPECT_EQ(readError(")"), "read: line 1, column 1: `)` closes nothing");
  EXPECT_EQ(readError("(]"), "read: line 1, column 2: expected `)` here");
  EXPECT_EQ(readError("(a 12abc)"), "read: line 1, column 4: `12abc` is neither a number nor a symbol");
  EXPECT_EQ(readError("(a\n {:b 1"), "read: line 2, column 2: the brace that opens here is never closed");
  EXPECT_EQ(readError("{:a 1)"), "read: line 1, column 6: expected `}` here");
  EXPECT_EQ(readError("}"), "read: line 1, column 1: `}` closes nothing");
  EXPECT_EQ(readError(" {:a 1 :b}"), "read: line 1, column 2: a map needs a value for each key");
  EXPECT_EQ(readError("{:a 1 |:a| 2}"), "read: line 1, column 1: the key :a occurs twice in this map");
  const char *noKey = "a key of a map must be a keyword, symbol, string, number, character or boolean";
  for (const char *text : {"{(a) 1}", "{#(a) 1}", "{{:a 1} 2}", "#0={#0# 1}"})
    EXPECT_NE(readError(text).find(noKey), std::string::npos) << text;
  const char *wrong[] = {
      "\"a",         "|a",        "#|",          "#| #| |#",     "'",
      "(')",         "#;",        "(#;)",        "(a .)",        "(a . b c)",
      "(a . b . c)", "#(a . b)",  ".",           "' .",          "#0#",
      "#0=#0#",      "#0=#1=#0#", "(#0=a #0=b)", "#0=",          "#99999999999999999999=a",
      "#0",          "#<eof>",    "#u8(256)",    "#u8(-1)",      "#u8(a)",
      "#\\",         "#\\nosuch", "#\\xD800",    "#\\x110000",   "#\\ab",
      "\"\\q\"",     "\"\\x\"",   "\"\\x;\"",    "\"\\xD800;\"", "\"\\x41\"",
      "\"\\  a\"",   "#!nosuch",  "#true1",      "#x",           "#xg",
      "#",           "{",         "}",           "a'b",          "1+",
      "@a",          "#:",        "#u8",         "#foo(",        "(a]",
      "[a)",
  };
  for (const char *text : wrong)
    EXPECT_NE(readError(text), "") << text;
}

TEST(Reader, DeepNesting) {
  constexpr int depth = 1000000;
  Word datum = read(std::string(depth, '(') + std::string(depth, ')'));
  int found = 1;
  for (; datum != Nil; datum = car(datum))
    ++found;
  EXPECT_EQ(found, depth);
  EXPECT_NE(readError(std::string(depth, '(')), "");
  EXPECT_NE(readError(std::string(depth, '\'')), "");
  EXPECT_TRUE(isPair(read(std::string(depth, '\'') + "a")));
  std::string labels;
  for (int i = 0; i < 10000; ++i)
    labels += "#" + std::to_string(i) + "=";
  EXPECT_EQ(read(labels + "a"), intern("a"));
}

TEST(Reader, Literals) {
  std::string_view text = "(\"s\" #(1) #u8(1) sym)";
  Word literal = eshkol_read_literal(text.data(), int64_t(text.size()));
  for (int i = 0; i < 3; ++i, literal = cdr(literal))
    EXPECT_TRUE(headerOf(car(literal))->flags & Immutable);
  EXPECT_EQ(car(literal), intern("sym"));
  EXPECT_FALSE(headerOf(read("\"s\""))->flags & Immutable);
  EXPECT_NE(raised([] { eshkol_read_literal("1 2", 3); }), "");
}

/// What is written reads as the same.
TEST(Reader, RoundTrip) {
  for (const char *text :
       {"(a . b)", "#(1 2.5 \"x\\ny\" #\\tab |a b| ||)", "#0=(1 . #0#)", "(#0=(a . #0#) #0#)", "|+i|", "{}",
        "{:a 1 \"b\" {c #(d)} -1.5 {}}", "#0={:a (1 #0#) :b #0#}", "(#0={:a 1} #0#)", "'(a `(b ,c ,@d))",
        "(quote . #0=(#0#))", "#u8()", "-1/2", "\"\\x7f;\"", "#\\x7", "|.|"}) {
    std::string once = reread(text);
    EXPECT_EQ(reread(once), once);
  }
}
