//===- LineTableTest.cpp - from addresses of compiled code to its source ---===//

#include "runtime/host/control/LineTable.h"

#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace eshkol;

namespace {

/// Numbers below 128 are their own bytes.
std::string table(uint64_t codeSize, const std::vector<std::string> &strings, const std::string &places,
                  char placeCount, const std::string &rows, char rowCount) {
  std::string bytes(sizeof(LineTableHeader), '\0');
  bytes += static_cast<char>(strings.size());
  for (const std::string &text : strings)
    bytes += static_cast<char>(text.size()) + text;
  bytes += placeCount + places + rowCount + rows;
  bytes.resize((bytes.size() + LineTableAlignment - 1) / LineTableAlignment * LineTableAlignment);
  LineTableHeader header = {static_cast<uint32_t>(bytes.size()), 0, codeSize};
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

/// `g` at a.scm:200:7, and `f`, inlined there from b.scm:3:4, from offset 16 on; nothing from 32 on.
std::string inlinedTable(uint64_t codeSize) {
  std::string places = {0, 1, '\xC8', 1, 7, 0, 2, 3, 3, 4, 1};
  return table(codeSize, {"g", "a.scm", "f", "b.scm"}, places, 2, {0, 1, 16, 2, 16, 0}, 3);
}

alignas(CodeAlignment) char code[4 * CodeAlignment];

std::vector<CodePlace> placesOf(const char *address) {
  CodePlace places[8];
  size_t count = findPlaces(reinterpret_cast<uintptr_t>(address), places, 8);
  return {places, places + count};
}

const CodePlace outer = {"g", "a.scm", 200, 7}, inner = {"f", "b.scm", 3, 4};

} // namespace

TEST(LineTable, TablesOfUnitsThatTheLinkerPutsAfterEachOther) {
  // They stay as long as the process.
  static const std::string tables = inlinedTable(CodeAlignment + 8) + inlinedTable(64);
  eshkol_register_linked_code(code, tables.data(), tables.data() + tables.size());
  // The second unit begins at the next multiple of the alignment.
  for (const char *start : {code, code + 2 * CodeAlignment}) {
    EXPECT_EQ(placesOf(start), std::vector<CodePlace>({outer}));
    EXPECT_EQ(placesOf(start + 15), std::vector<CodePlace>({outer}));
    EXPECT_EQ(placesOf(start + 16), std::vector<CodePlace>({inner, outer}));
    EXPECT_EQ(placesOf(start + 40), std::vector<CodePlace>());
  }
  auto isCode = [](const char *address) { return isCompiledCode(reinterpret_cast<uintptr_t>(address)); };
  EXPECT_TRUE(isCode(code + CodeAlignment + 7));
  EXPECT_FALSE(isCode(code + CodeAlignment + 8));
  EXPECT_TRUE(isCodePage(reinterpret_cast<uintptr_t>(code + CodeAlignment + 8)));
  EXPECT_TRUE(isCode(code + 2 * CodeAlignment + 63));
  EXPECT_FALSE(isCode(code + 2 * CodeAlignment + 64));
  EXPECT_EQ(placesOf(code + 3 * CodeAlignment), std::vector<CodePlace>());
}

TEST(LineTable, NoMorePlacesThanAskedFor) {
  static const std::string own = inlinedTable(32);
  static char address[32];
  eshkol_register_code(address, sizeof address, reinterpret_cast<const LineTableHeader *>(own.data()));
  CodePlace places[1];
  EXPECT_EQ(findPlaces(reinterpret_cast<uintptr_t>(address + 20), places, 1), size_t(1));
  EXPECT_EQ(places[0], inner);
}
