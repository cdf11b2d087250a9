//===- StringsTest.cpp -----------------------------------------------------===//

#include "runtime/host/data/Strings.h"
#include "runtime/host/tests/Data.h"

#include <vector>

extern "C" {
F1 eshkol_string, eshkol_string_length, eshkol_string_append, eshkol_string_concatenate,
    eshkol_list_to_string, eshkol_string_upcase, eshkol_string_downcase, eshkol_string_foldcase,
    eshkol_string_to_symbol, eshkol_symbol_to_string, eshkol_string_to_uninterned_symbol, eshkol_gensym,
    eshkol_symbol_append, eshkol_symbol_p, eshkol_string_null_p;
F2 eshkol_make_string, eshkol_string_ref, eshkol_string_equal_p, eshkol_string_less_p,
    eshkol_string_greater_p, eshkol_string_ci_equal_p, eshkol_string_ci_less_p, eshkol_string_join,
    eshkol_string_split, eshkol_string_trim, eshkol_string_trim_left, eshkol_string_trim_right,
    eshkol_string_prefix_p, eshkol_string_suffix_p, eshkol_internal_string_append2,
    eshkol_internal_string_less_p, eshkol_string_hash, eshkol_symbol_equal_p;
F3 eshkol_string_set_x, eshkol_substring, eshkol_string_copy, eshkol_string_to_list, eshkol_string_to_vector,
    eshkol_vector_to_string, eshkol_string_to_utf8, eshkol_utf8_to_string, eshkol_string_reverse;
F4 eshkol_string_fill_x, eshkol_string_contains;
F5 eshkol_string_copy_x, eshkol_string_pad_left, eshkol_string_pad_right;
F1 eshkol_bytevector;
}

TEST(Strings, Utf8RoundTrip) {
  for (std::string sample : {"", "abc", "caf\u00e9", "\u03bb", "\U0001F600 \u00ff", "\u0800\uffff"})
    EXPECT_EQ(text(string(sample)), sample);
  EXPECT_EQ(text(string("a\xff\xc3(")), "a\ufffd\ufffd(");
  EXPECT_EQ(text(string("\xed\xa0\x80")).substr(0, 3), "\ufffd"); // a surrogate
  EXPECT_EQ(eshkol_string_length(string("\u03bb\u00e9\U0001F600")), number(3));
  EXPECT_EQ(*(eshkol::toUtf8(string("abc")).end()), '\0');
}

TEST(Strings, MakingAndReading) {
  EXPECT_EQ(text(eshkol_make_string(number(3), character('*'))), "***");
  EXPECT_EQ(text(eshkol_make_string(number(2), character(0x3BB))), "\u03bb\u03bb");
  EXPECT_EQ(eshkol_string_length(eshkol_make_string(number(7), Absent)), number(7));
  EXPECT_EQ(text(eshkol_string(list(character('a'), character(0x3BB)))), "a\u03bb");
  EXPECT_EQ(eshkol_string_ref(string("\u03bbx"), number(1)), character('x'));
  EXPECT_EQ(eshkol_string_ref(string("\u00e9x"), number(0)), character(0xE9));
  EXPECT_EQ(text(eshkol_substring(string("hello"), number(1), number(3))), "el");
  EXPECT_EQ(text(eshkol_string_copy(string("hello"), number(5), Absent)), "");
  EXPECT_EQ(text(eshkol_string_append(list(string("a"), string("\u03bb"), string("\u00e9")))),
            "a\u03bb\u00e9");
  EXPECT_EQ(text(eshkol_internal_string_append2(string("a"), string("b"))), "ab");
  EXPECT_EQ(text(eshkol_string_append(Nil)), "");
  EXPECT_EQ(text(eshkol_string_concatenate(list(string("x"), string("y")))), "xy");
  EXPECT_EQ(text(eshkol_string_reverse(string("abc\u03bb"), Absent, Absent)), "\u03bb"
                                                                              "cba");
  EXPECT_EQ(text(eshkol_string_reverse(string("abcd"), number(1), number(3))), "cb");
}

TEST(Strings, Errors) {
  Word sample = string("abc");
  EXPECT_TRUE(raises("string-ref: argument 1 must be a string", [] { eshkol_string_ref(Nil, number(0)); }));
  EXPECT_TRUE(raises("string-ref", [&] { eshkol_string_ref(sample, number(3)); }));
  EXPECT_TRUE(raises("string-ref", [&] { eshkol_string_ref(sample, number(-1)); }));
  EXPECT_TRUE(raises("string-ref: argument 2 must be an exact integer",
                     [&] { eshkol_string_ref(sample, eshkol::fromDouble(1.0)); }));
  EXPECT_TRUE(raises("substring", [&] { eshkol_substring(sample, number(2), number(1)); }));
  EXPECT_TRUE(raises("make-string", [] { eshkol_make_string(number(-1), Absent); }));
  EXPECT_TRUE(raises("make-string", [] { eshkol_make_string(number(eshkol::MaxFixnum), Absent); }));
  EXPECT_TRUE(raises("string-append: argument 2 must be a string",
                     [&] { eshkol_string_append(list(sample, number(1))); }));
  EXPECT_TRUE(raises("list->string", [] { eshkol_list_to_string(circular({1})); }));
  EXPECT_TRUE(
      raises("list->string", [&] { eshkol_list_to_string(eshkol::cons(character('a'), number(1))); }));
  EXPECT_TRUE(raises("string-set!", [] {
    eshkol_string_set_x(eshkol_symbol_to_string(symbol("abc")), number(0), character('x'));
  }));
  EXPECT_TRUE(raises("string-set!: argument 3 must be a character",
                     [&] { eshkol_string_set_x(sample, number(0), number(65)); }));
}

TEST(Strings, SettingWidens) {
  Word value = string("abc");
  eshkol_string_set_x(value, number(1), character(0xE9));
  EXPECT_EQ(text(value), "a\u00e9"
                         "c");
  eshkol_string_set_x(value, number(1), character(0x1F600));
  EXPECT_EQ(text(value), "a\U0001F600c");
  eshkol_string_set_x(value, number(1), character('b'));
  // Wide storage does not matter to comparison and hash values.
  EXPECT_TRUE(equal(value, string("abc")));
  EXPECT_EQ(eshkol_string_hash(value, Absent), eshkol_string_hash(string("abc"), Absent));
  EXPECT_EQ(eshkol_string_to_symbol(value), symbol("abc"));
}

TEST(Strings, CopyingInto) {
  Word value = string("12345");
  eshkol_string_copy_x(value, number(1), value, number(0), number(4));
  EXPECT_EQ(text(value), "11234");
  eshkol_string_copy_x(value, number(0), value, number(1), Absent);
  EXPECT_EQ(text(value), "12344");
  eshkol_string_copy_x(value, number(3), string("\u03bb!"), Absent, Absent);
  EXPECT_EQ(text(value), "123\u03bb!");
  eshkol_string_copy_x(value, number(0), string("ab"), Absent, Absent);
  EXPECT_EQ(text(value), "ab3\u03bb!");
  EXPECT_TRUE(
      raises("string-copy!", [&] { eshkol_string_copy_x(value, number(4), string("ab"), Absent, Absent); }));
  eshkol_string_fill_x(value, character('-'), number(1), number(3));
  EXPECT_EQ(text(value), "a--\u03bb!");
}

TEST(Strings, Comparisons) {
  EXPECT_EQ(eshkol_string_equal_p(string("ab"), list(string("ab"), string("ab"))), True);
  EXPECT_EQ(eshkol_string_less_p(string("ab"), list(string("abc"), string("b"), string("\u03bb"))), True);
  EXPECT_EQ(eshkol_string_less_p(string("\u00e9"), list(string("z"))), False);
  EXPECT_EQ(eshkol_string_greater_p(string("b"), list(string("ab"), string(""))), True);
  EXPECT_EQ(eshkol_internal_string_less_p(string(""), string("")), False);
  EXPECT_EQ(eshkol_string_ci_equal_p(string("Stra\u00dfe"), list(string("STRASSE"))), True);
  EXPECT_EQ(eshkol_string_ci_equal_p(string("\u03a3\u03c3\u03c2"), list(string("\u03c3\u03c3\u03c3"))), True);
  EXPECT_EQ(eshkol_string_ci_less_p(string("ABC"), list(string("abd"))), True);
  EXPECT_EQ(eshkol_string_ci_less_p(string("abc"), list(string("AB"))), False);
  EXPECT_TRUE(raises("string=?: argument 3 must be a string",
                     [] { eshkol_string_equal_p(string("a"), list(string("b"), number(1))); }));
}

TEST(Strings, CaseOfWholeStrings) {
  EXPECT_EQ(text(eshkol_string_upcase(string("Stra\u00dfe \ufb03"))), "STRASSE FFI");
  EXPECT_EQ(text(eshkol_string_upcase(string("\u0390"))), "\u0399\u0308\u0301");
  EXPECT_EQ(text(eshkol_string_upcase(string("\u1f80"))), "\u1f08\u0399");
  EXPECT_EQ(text(eshkol_string_downcase(string("\u0130X"))), "i\u0307x");
  EXPECT_EQ(text(eshkol_string_foldcase(string("Stra\u00dfe"))), "strasse");
  // The Unicode Standard 3.13: a sigma is final after a cased letter and not before one.
  EXPECT_EQ(text(eshkol_string_downcase(string("\u039f\u0394\u039f\u03a3"))), "\u03bf\u03b4\u03bf\u03c2");
  EXPECT_EQ(text(eshkol_string_downcase(string("\u03a3"))), "\u03c3");
  EXPECT_EQ(text(eshkol_string_downcase(string("A\u03a3B"))), "a\u03c3b");
  EXPECT_EQ(text(eshkol_string_downcase(string("A\u03a3."))), "a\u03c2.");
  EXPECT_EQ(text(eshkol_string_downcase(string("A\u03a3.B"))), "a\u03c3.b");
  EXPECT_EQ(text(eshkol_string_downcase(string("A'\u03a3 B"))), "a'\u03c2 b");
}

TEST(Strings, Conversions) {
  EXPECT_TRUE(
      equal(eshkol_string_to_list(string("apple"), number(3), Absent), list(character('l'), character('e'))));
  EXPECT_EQ(text(eshkol_list_to_string(list(character('x'), character(0x3BB)))), "x\u03bb");
  Word vector = eshkol_string_to_vector(string("ab\u03bb"), Absent, Absent);
  EXPECT_EQ(text(eshkol_vector_to_string(vector, number(1), number(3))), "b\u03bb");
  EXPECT_TRUE(
      raises("vector->string", [] { eshkol_vector_to_string(eshkol::makeVector(1, True), Absent, Absent); }));
  Word bytes = eshkol_bytevector(numbers({0x41, 0xCE, 0xBB}));
  EXPECT_EQ(text(eshkol_utf8_to_string(bytes, Absent, Absent)), "A\u03bb"); // R7RS 6.9
  EXPECT_TRUE(equal(eshkol_string_to_utf8(string("\u03bb"), Absent, Absent),
                    eshkol_bytevector(numbers({0xCE, 0xBB}))));
  EXPECT_TRUE(equal(eshkol_string_to_utf8(string("a\u03bb"), number(0), number(1)),
                    eshkol_bytevector(numbers({0x61}))));
  EXPECT_TRUE(raises("utf8->string", [&] { eshkol_utf8_to_string(bytes, number(2), Absent); }));
  EXPECT_TRUE(raises("utf8->string", [&] { eshkol_utf8_to_string(bytes, number(1), number(2)); }));
  EXPECT_EQ(text(eshkol_utf8_to_string(eshkol_bytevector(numbers({0xEF, 0xBF, 0xBD})), Absent, Absent)),
            "\ufffd");
}

TEST(Strings, Searching) {
  auto find = [](std::string_view a, std::string_view b) {
    return eshkol_string_contains(string(a), string(b), Absent, Absent);
  };
  EXPECT_EQ(find("eek--it's a geek", "ee"), number(0)); // SRFI 13
  EXPECT_EQ(find("hello", "lo"), number(3));
  EXPECT_EQ(find("hello", "lol"), False);
  EXPECT_EQ(find("hello", ""), number(0));
  EXPECT_EQ(find("", ""), number(0));
  EXPECT_EQ(find("", "a"), False);
  EXPECT_EQ(find("a\u03bb\u03bc", "\u03bc"), number(2));
  EXPECT_EQ(find("a\u03bb", "b"), False);
  EXPECT_EQ(find("abc", "\u03bb"), False);
  EXPECT_EQ(eshkol_string_contains(string("aXbX"), string("X"), number(2), Absent), number(3));
  EXPECT_EQ(eshkol_string_prefix_p(string("he"), string("hello")), True);
  EXPECT_EQ(eshkol_string_prefix_p(string("hello"), string("he")), False);
  EXPECT_EQ(eshkol_string_suffix_p(string("lo"), string("hello")), True);
  EXPECT_EQ(eshkol_string_suffix_p(string(""), string("")), True);
}

// The expected lists are those of Python's str.split.
TEST(Strings, SplittingAndJoining) {
  EXPECT_TRUE(equal(eshkol_string_split(string("a,b,,c"), character(',')),
                    list(string("a"), string("b"), string(""), string("c"))));
  EXPECT_TRUE(equal(eshkol_string_split(string("a--b-c"), string("--")), list(string("a"), string("b-c"))));
  EXPECT_TRUE(equal(eshkol_string_split(string(""), character(',')), list(string(""))));
  EXPECT_TRUE(equal(eshkol_string_split(string("  one  two\t"), Absent), list(string("one"), string("two"))));
  EXPECT_TRUE(
      equal(eshkol_string_split(string("1\u03bb2"), character(0x3BB)), list(string("1"), string("2"))));
  EXPECT_TRUE(raises("string-split", [] { eshkol_string_split(string("a"), string("")); }));
  EXPECT_EQ(text(eshkol_string_join(list(string("a"), string("b")), Absent)), "a b");
  EXPECT_EQ(text(eshkol_string_join(list(string("a"), string("b"), string("c")), string(", "))), "a, b, c");
  EXPECT_EQ(text(eshkol_string_join(Nil, string(", "))), "");
  EXPECT_TRUE(raises("string-join", [] { eshkol_string_join(circular({1}), Absent); }));
}

TEST(Strings, TrimmingAndPadding) {
  EXPECT_EQ(text(eshkol_string_trim(string(" \ta b\u3000"), Absent)), "a b");
  EXPECT_EQ(text(eshkol_string_trim_left(string("  a "), Absent)), "a ");
  EXPECT_EQ(text(eshkol_string_trim_right(string("xxaxx"), character('x'))), "xxa");
  EXPECT_EQ(text(eshkol_string_trim(string("   "), Absent)), "");
  // SRFI 13
  EXPECT_EQ(text(eshkol_string_pad_left(string("325"), number(5), Absent, Absent, Absent)), "  325");
  EXPECT_EQ(text(eshkol_string_pad_left(string("71325"), number(5), Absent, Absent, Absent)), "71325");
  EXPECT_EQ(text(eshkol_string_pad_left(string("8871325"), number(5), Absent, Absent, Absent)), "71325");
  EXPECT_EQ(text(eshkol_string_pad_right(string("325"), number(5), character('.'), Absent, Absent)), "325..");
  EXPECT_EQ(text(eshkol_string_pad_right(string("8871325"), number(5), Absent, Absent, Absent)), "88713");
  EXPECT_EQ(text(eshkol_string_pad_left(string("abc"), number(0), Absent, Absent, Absent)), "");
}

TEST(Strings, Builder) {
  eshkol::StringBuilder builder(0);
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    builder.append(uint32_t('a' + i % 26));
    expected += char('a' + i % 26);
  }
  Word before = builder.copy();
  builder.appendUtf8("\u03bb\u00e9");
  builder.appendLatin1("\xe9");
  EXPECT_EQ(text(before), expected);
  EXPECT_EQ(builder.length(), 1003);
  EXPECT_EQ(text(builder.finish()), expected + "\u03bb\u00e9\u00e9");
  EXPECT_EQ(builder.length(), 0);
  builder.append('x');
  builder.clear();
  builder.append(0x1F600);
  EXPECT_EQ(text(builder.finish()), "\U0001F600");
}

TEST(Symbols, AreInterned) {
  EXPECT_EQ(symbol("abc"), eshkol_string_to_symbol(string("abc")));
  EXPECT_NE(symbol("abc"), symbol("ABC"));
  EXPECT_EQ(text(eshkol_symbol_to_string(symbol("\u03bb-x"))), "\u03bb-x");
  std::vector<Word> many;
  for (int i = 0; i < 20000; ++i)
    many.push_back(symbol("s" + std::to_string(i)));
  for (int i = 0; i < 20000; ++i)
    ASSERT_EQ(many[i], symbol("s" + std::to_string(i)));
  // A later change of the string does not reach the symbol.
  Word name = string("xyz"), made = eshkol_string_to_symbol(name);
  eshkol_string_set_x(name, number(0), character('q'));
  EXPECT_EQ(made, symbol("xyz"));
}

TEST(Symbols, Uninterned) {
  Word made = eshkol_string_to_uninterned_symbol(string("abc"));
  EXPECT_NE(made, symbol("abc"));
  EXPECT_EQ(eshkol_symbol_p(made), True);
  EXPECT_EQ(text(made), "abc");
  EXPECT_NE(eshkol_gensym(Absent), eshkol_gensym(Absent));
  EXPECT_EQ(text(eshkol_gensym(string("tmp"))).substr(0, 3), "tmp");
  EXPECT_EQ(eshkol_symbol_append(list(symbol("foo"), symbol("bar"))), symbol("foobar"));
  EXPECT_EQ(eshkol_symbol_equal_p(symbol("a"), list(symbol("a"), symbol("b"))), False);
  EXPECT_TRUE(raises("symbol=?: argument 2 must be a symbol",
                     [] { eshkol_symbol_equal_p(symbol("a"), list(string("a"))); }));
}
