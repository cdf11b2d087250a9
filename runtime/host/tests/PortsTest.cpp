//===- PortsTest.cpp - ports and files -------------------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/io/Port.h"
#include "runtime/host/io/Utf8.h"
#include "runtime/host/tests/Raised.h"

#include <cstdlib>
#include <fcntl.h>
#include <gc.h>
#include <gtest/gtest.h>
#include <unistd.h>

using namespace eshkol;

extern "C" {
Word eshkol_open_input_string(Word string);
Word eshkol_open_output_string();
Word eshkol_get_output_string(Word port);
Word eshkol_open_input_bytevector(Word bytevector);
Word eshkol_open_output_bytevector();
Word eshkol_get_output_bytevector(Word port);
Word eshkol_open_input_file(Word path);
Word eshkol_open_output_file(Word path);
Word eshkol_open_binary_input_file(Word path);
Word eshkol_open_binary_output_file(Word path);
Word eshkol_close_port(Word port);
Word eshkol_close_input_port(Word port);
Word eshkol_close_output_port(Word port);
Word eshkol_input_port_p(Word value);
Word eshkol_output_port_p(Word value);
Word eshkol_textual_port_p(Word value);
Word eshkol_binary_port_p(Word value);
Word eshkol_input_port_open_p(Word port);
Word eshkol_output_port_open_p(Word port);
Word eshkol_internal_current_port(Word index);
Word eshkol_internal_standard_port(Word index);
Word eshkol_internal_set_current_port_x(Word index, Word port);
Word eshkol_read_char(Word port);
Word eshkol_peek_char(Word port);
Word eshkol_char_ready_p(Word port);
Word eshkol_read_line(Word port);
Word eshkol_read_string(Word count, Word port);
Word eshkol_read_u8(Word port);
Word eshkol_peek_u8(Word port);
Word eshkol_u8_ready_p(Word port);
Word eshkol_read_bytevector(Word count, Word port);
Word eshkol_read_bytevector_x(Word target, Word port, Word start, Word end);
Word eshkol_write(Word value, Word port);
Word eshkol_displayln(Word value, Word port);
Word eshkol_newline(Word port);
Word eshkol_write_char(Word character, Word port);
Word eshkol_write_string(Word string, Word port, Word start, Word end);
Word eshkol_write_u8(Word byte, Word port);
Word eshkol_write_bytevector(Word bytevector, Word port, Word start, Word end);
Word eshkol_flush_output_port(Word port);
}

static std::string text(Word string) { return std::string(toUtf8(string)); }
static Word input(std::string_view text) { return eshkol_open_input_string(makeString(text)); }
static Word bytes(std::string_view content) {
  auto *bytevector = makeData<Bytevector>(Type::Bytevector, content.size());
  bytevector->length = int64_t(content.size());
  std::memcpy(bytevector->bytes, content.data(), content.size());
  return wordOf(bytevector);
}
static std::string content(Word bytevector) {
  auto *object = as<Bytevector>(bytevector);
  return std::string(reinterpret_cast<char *>(object->bytes), size_t(object->length));
}

namespace {
/// A file that goes with the test.
struct TemporaryFile {
  std::string path;
  explicit TemporaryFile(std::string_view content = {}) {
    path = testing::TempDir() + "eshkol-ports-XXXXXX";
    int descriptor = mkstemp(path.data());
    EXPECT_EQ(write(descriptor, content.data(), content.size()), ssize_t(content.size()));
    close(descriptor);
  }
  ~TemporaryFile() { unlink(path.c_str()); }
  Word name() const { return makeString(path); }
  std::string read() const {
    std::string all;
    char buffer[4096];
    int descriptor = open(path.c_str(), O_RDONLY);
    for (ssize_t count; (count = ::read(descriptor, buffer, sizeof buffer)) > 0;)
      all.append(buffer, size_t(count));
    close(descriptor);
    return all;
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// UTF-8
//===----------------------------------------------------------------------===//

TEST(Utf8, EveryCharacter) {
  for (uint32_t scalar = 0; scalar <= LastCharacter; ++scalar) {
    if (scalar >= 0xD800 && scalar <= 0xDFFF)
      continue;
    uint8_t encoded[4];
    uint32_t decoded;
    int length = encodeUtf8(scalar, encoded);
    ASSERT_EQ(decodeUtf8(encoded, 4, &decoded), length);
    ASSERT_EQ(decoded, scalar);
    for (int part = 0; part < length; ++part)
      ASSERT_EQ(decodeUtf8(encoded, size_t(part), &decoded), 0);
  }
}

/// The example of table 3-8 in section 3.9 of the Unicode Standard.
TEST(Utf8, Malformed) {
  std::string_view text = "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64";
  Word port = wordOf(makeMemoryInput(text, 0));
  const uint32_t expected[] = {0x61, 0xFFFD, 0xFFFD, 0xFFFD, 0x62, 0xFFFD, 0x63, 0xFFFD, 0xFFFD, 0x64};
  for (uint32_t scalar : expected)
    EXPECT_EQ(eshkol_read_char(port), fromCharacter(scalar));
  EXPECT_EQ(eshkol_read_char(port), EndOfFile);
}

//===----------------------------------------------------------------------===//
// Strings and bytevectors
//===----------------------------------------------------------------------===//

TEST(StringPorts, Characters) {
  Word port = input("aλ");
  EXPECT_EQ(eshkol_peek_char(port), fromCharacter('a'));
  EXPECT_EQ(eshkol_read_char(port), fromCharacter('a'));
  EXPECT_EQ(eshkol_char_ready_p(port), True);
  EXPECT_EQ(eshkol_read_char(port), fromCharacter(0x3BB));
  EXPECT_EQ(eshkol_char_ready_p(port), True);
  EXPECT_EQ(eshkol_peek_char(port), EndOfFile);
  EXPECT_EQ(eshkol_read_char(port), EndOfFile);
  EXPECT_EQ(eshkol_read_char(port), EndOfFile);
}

TEST(StringPorts, Lines) {
  Word port = input("a\nb\r\nc\rd\n\ne");
  for (const char *line : {"a", "b", "c", "d", "", "e"})
    EXPECT_EQ(text(eshkol_read_line(port)), line);
  EXPECT_EQ(eshkol_read_line(port), EndOfFile);
}

TEST(StringPorts, Strings) {
  Word port = input("abcλe");
  EXPECT_EQ(text(eshkol_read_string(fromFixnum(0), port)), "");
  EXPECT_EQ(text(eshkol_read_string(fromFixnum(2), port)), "ab");
  EXPECT_EQ(text(eshkol_read_string(fromFixnum(MaxFixnum), port)), "cλe");
  EXPECT_EQ(eshkol_read_string(fromFixnum(1), port), EndOfFile);
}

TEST(StringPorts, Output) {
  Word port = eshkol_open_output_string();
  eshkol_write(makeString("a"), port);
  eshkol_write_char(fromCharacter(0x1F600), port);
  eshkol_newline(port);
  eshkol_write_string(makeString("xλyz"), port, fromFixnum(1), fromFixnum(3));
  eshkol_displayln(fromFixnum(5), port);
  EXPECT_EQ(text(eshkol_get_output_string(port)), "\"a\"😀\nλy5\n");
  eshkol_write_string(makeString("é!"), port, Absent, Absent);
  EXPECT_EQ(text(eshkol_get_output_string(port)), "\"a\"😀\nλy5\né!");
}

TEST(BytevectorPorts, Bytes) {
  Word port = eshkol_open_input_bytevector(bytes("\x01\xFF\x02\x03\x04"));
  EXPECT_EQ(eshkol_u8_ready_p(port), True);
  EXPECT_EQ(eshkol_peek_u8(port), fromFixnum(1));
  EXPECT_EQ(eshkol_read_u8(port), fromFixnum(1));
  EXPECT_EQ(content(eshkol_read_bytevector(fromFixnum(2), port)), "\xFF\x02");
  Word target = bytes("....");
  EXPECT_EQ(eshkol_read_bytevector_x(target, port, fromFixnum(1), Absent), fromFixnum(2));
  EXPECT_EQ(content(target), ".\x03\x04.");
  EXPECT_EQ(eshkol_read_bytevector_x(target, port, Absent, Absent), EndOfFile);
  EXPECT_EQ(eshkol_read_bytevector(fromFixnum(1), port), EndOfFile);
  EXPECT_EQ(content(eshkol_read_bytevector(fromFixnum(0), port)), "");
  EXPECT_EQ(eshkol_read_u8(port), EndOfFile);
}

TEST(BytevectorPorts, Output) {
  Word port = eshkol_open_output_bytevector();
  EXPECT_EQ(content(eshkol_get_output_bytevector(port)), "");
  eshkol_write_u8(fromFixnum(255), port);
  eshkol_write_bytevector(bytes("abcd"), port, fromFixnum(1), fromFixnum(3));
  EXPECT_EQ(content(eshkol_get_output_bytevector(port)), "\xFF"
                                                         "bc");
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

TEST(FilePorts, Text) {
  TemporaryFile file;
  Word output = eshkol_open_output_file(file.name());
  // Characters of three bytes do not fit evenly into the buffer.
  std::string expected;
  for (int i = 0; i < 20000; ++i) {
    eshkol_write_char(fromCharacter(0x20AC), output);
    expected += "€";
  }
  eshkol_newline(output);
  EXPECT_LT(file.read().size(), expected.size());
  eshkol_close_output_port(output);
  EXPECT_EQ(file.read(), expected + "\n");
  Word input = eshkol_open_input_file(file.name());
  EXPECT_EQ(text(eshkol_read_line(input)), expected);
  EXPECT_EQ(eshkol_read_char(input), EndOfFile);
  eshkol_close_input_port(input);
}

TEST(FilePorts, Bytes) {
  TemporaryFile file;
  std::string large(100000, 'x');
  Word output = eshkol_open_binary_output_file(file.name());
  eshkol_write_u8(fromFixnum(0), output);
  eshkol_write_bytevector(bytes(large), output, Absent, Absent);
  eshkol_flush_output_port(output);
  EXPECT_EQ(file.read().size(), large.size() + 1);
  eshkol_close_port(output);
  Word input = eshkol_open_binary_input_file(file.name());
  EXPECT_EQ(eshkol_read_u8(input), fromFixnum(0));
  EXPECT_EQ(content(eshkol_read_bytevector(fromFixnum(1000000), input)), large);
  EXPECT_EQ(eshkol_read_bytevector(fromFixnum(1), input), EndOfFile);
}

TEST(FilePorts, EndsWithinACharacter) {
  TemporaryFile file("a\xE2\x82");
  Word port = eshkol_open_input_file(file.name());
  EXPECT_EQ(eshkol_read_char(port), fromCharacter('a'));
  EXPECT_EQ(eshkol_peek_char(port), fromCharacter(0xFFFD));
  EXPECT_EQ(eshkol_read_char(port), fromCharacter(0xFFFD));
  EXPECT_EQ(eshkol_read_char(port), EndOfFile);
}

TEST(FilePorts, WaitOnlyForWhatIsNeeded) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  Word port = wordOf(makeFilePort(ends[0], InputPort, False));
  EXPECT_EQ(eshkol_char_ready_p(port), False);
  // The first byte of a character is not enough, and a malformed one needs no more.
  ASSERT_EQ(write(ends[1], "a\xCE", 2), 2);
  EXPECT_EQ(eshkol_char_ready_p(port), True);
  EXPECT_EQ(eshkol_read_char(port), fromCharacter('a'));
  EXPECT_EQ(eshkol_char_ready_p(port), False);
  ASSERT_EQ(write(ends[1], "\xBB\xE2z", 3), 3);
  EXPECT_EQ(eshkol_read_char(port), fromCharacter(0x3BB));
  EXPECT_EQ(eshkol_read_char(port), fromCharacter(0xFFFD));
  EXPECT_EQ(eshkol_read_char(port), fromCharacter('z'));
  close(ends[1]);
  EXPECT_EQ(eshkol_char_ready_p(port), True);
  EXPECT_EQ(eshkol_peek_char(port), EndOfFile);
  EXPECT_EQ(eshkol_read_char(port), EndOfFile);
  eshkol_close_port(port);
}

TEST(FilePorts, Closing) {
  TemporaryFile file("ab");
  Word port = eshkol_open_input_file(file.name());
  eshkol_read_char(port);
  EXPECT_EQ(eshkol_input_port_open_p(port), True);
  eshkol_close_input_port(port);
  eshkol_close_input_port(port);
  EXPECT_EQ(eshkol_input_port_open_p(port), False);
  EXPECT_EQ(raised([&] { eshkol_read_char(port); }), "read-char: the port is closed");
  EXPECT_NE(raised([&] { eshkol_close_output_port(port); }), "");
}

TEST(FilePorts, FlushedAtTheEnd) {
  TemporaryFile file;
  Word port = eshkol_open_output_file(file.name());
  eshkol_write_string(makeString("abc"), port, Absent, Absent);
  EXPECT_EQ(file.read(), "");
  eshkol_flush_all_ports();
  EXPECT_EQ(file.read(), "abc");
  eshkol_close_port(port);
}

[[gnu::noinline]] static void openAndForget(const TemporaryFile &file) {
  for (int i = 0; i < 100; ++i)
    eshkol_write_string(makeString("abc"), eshkol_open_output_file(file.name()), Absent, Absent);
}

TEST(FilePorts, UnreachablePortsAreClosed) {
  TemporaryFile file;
  int before = dup(0);
  close(before);
  openAndForget(file);
  GC_gcollect();
  GC_invoke_finalizers();
  int after = dup(0);
  close(after);
  // A few may still be in registers and on the stack.
  EXPECT_LT(after, before + 20);
  EXPECT_EQ(file.read(), "abc");
}

TEST(FilePorts, Errors) {
  TemporaryFile file;
  Word nowhere = makeString(file.path + ".missing/file");
  EXPECT_EQ(raised([&] { eshkol_open_input_file(nowhere); }),
            "open-input-file: cannot open: No such file or directory");
  EXPECT_EQ(raised([&] { eshkol_open_binary_output_file(nowhere); }),
            "open-binary-output-file: cannot open: No such file or directory");
  EXPECT_EQ(raised([] { eshkol_open_input_file(makeString("/tmp")); }),
            "open-input-file: cannot open: Is a directory");
  EXPECT_NE(raised([] { eshkol_open_input_file(makeString(std::string_view("a\0b", 3))); }), "");
  EXPECT_NE(raised([] { eshkol_open_input_file(fromFixnum(1)); }), "");
  Word full = eshkol_open_output_file(makeString("/dev/full"));
  eshkol_newline(full);
  EXPECT_EQ(raised([&] { eshkol_close_port(full); }), "close-port: cannot write: No space left on device");
  EXPECT_EQ(eshkol_output_port_open_p(full), False);
}

//===----------------------------------------------------------------------===//
// Kinds of ports
//===----------------------------------------------------------------------===//

TEST(Ports, Kinds) {
  Word text = input(""), binary = eshkol_open_output_bytevector();
  EXPECT_EQ(eshkol_input_port_p(text), True);
  EXPECT_EQ(eshkol_output_port_p(text), False);
  EXPECT_EQ(eshkol_textual_port_p(text), True);
  EXPECT_EQ(eshkol_binary_port_p(text), False);
  EXPECT_EQ(eshkol_input_port_p(binary), False);
  EXPECT_EQ(eshkol_output_port_p(binary), True);
  EXPECT_EQ(eshkol_binary_port_p(binary), True);
  EXPECT_EQ(eshkol_textual_port_p(fromFixnum(1)), False);
}

TEST(Ports, WrongArguments) {
  Word text = input("a"), binary = eshkol_open_output_bytevector();
  EXPECT_EQ(raised([&] { eshkol_write(True, text); }),
            "write: argument 2 must be a textual output port, but is #<input-port>");
  EXPECT_NE(raised([&] { eshkol_write(True, binary); }), "");
  EXPECT_NE(raised([&] { eshkol_read_u8(text); }), "");
  EXPECT_NE(raised([&] { eshkol_read_char(Nil); }), "");
  EXPECT_NE(raised([&] { eshkol_get_output_string(binary); }), "");
  EXPECT_NE(raised([&] { eshkol_get_output_bytevector(text); }), "");
  EXPECT_NE(raised([&] { eshkol_get_output_string(eshkol_internal_standard_port(fromFixnum(1))); }), "");
  EXPECT_NE(raised([&] { eshkol_read_string(fromFixnum(-1), text); }), "");
  EXPECT_NE(raised([&] { eshkol_write_u8(fromFixnum(256), binary); }), "");
  EXPECT_NE(raised([&] { eshkol_write_bytevector(bytes("ab"), binary, fromFixnum(2), fromFixnum(1)); }), "");
  EXPECT_NE(raised([&] { eshkol_internal_standard_port(fromFixnum(3)); }), "");
  EXPECT_NE(raised([&] { eshkol_internal_set_current_port_x(fromFixnum(0), binary); }), "");
}

TEST(Ports, CurrentPorts) {
  Word index = fromFixnum(1);
  Word standard = eshkol_internal_standard_port(index);
  EXPECT_EQ(eshkol_internal_current_port(index), standard);
  Word port = eshkol_open_output_string();
  eshkol_internal_set_current_port_x(index, port);
  EXPECT_EQ(eshkol_internal_current_port(index), port);
  eshkol_write(fromFixnum(1), Absent);
  eshkol_internal_set_current_port_x(index, standard);
  EXPECT_EQ(text(eshkol_get_output_string(port)), "1");
}
