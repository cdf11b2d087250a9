//===- LineTables.cpp - places of the source in object files --------------===//

#include "runtime/jit/LineTables.h"
#include "runtime/host/control/LineTable.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/ObjCopy/CommonConfig.h"
#include "llvm/ObjCopy/ConfigManager.h"
#include "llvm/ObjCopy/ObjCopy.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/MemoryBuffer.h"

#include <map>
#include <tuple>

using namespace llvm;

namespace {

constexpr StringRef Part = ::eshkol::PartName;

/// Every section of an object file begins at 0, and debug information is found by addresses alone: code of
/// another section must not be at the same ones.
class ApartFromOthers : public LoadedObjectInfoHelper<ApartFromOthers> {
public:
  static constexpr uint64_t Base = uint64_t(1) << 40;

  explicit ApartFromOthers(const object::SectionRef &code) : code(code) {}

  uint64_t getSectionLoadAddress(const object::SectionRef &section) const override {
    return section == code ? Base : 0;
  }

private:
  object::SectionRef code;
};

/// The rows of one object file, in the order of their addresses.
class TableWriter {
public:
  explicit TableWriter(const object::ELFObjectFileBase &file) : file(file) {}

  /// Returns the bytes of the table; nothing where the object has no code.
  std::string run() {
    for (const object::SectionRef &section : file.sections())
      if (Expected<StringRef> name = section.getName(); name && *name == ::eshkol::CodeSection)
        code = section;
      else
        consumeError(name.takeError());
    if (!code.getObject())
      return {};
    ApartFromOthers placement(code);
    context = DWARFContext::create(file, DWARFContext::ProcessDebugRelocations::Process, &placement);
    collectRows();
    return print();
  }

private:
  /// procedure, file, line, column, 1 + place of the caller
  using Place = std::tuple<uint64_t, uint64_t, uint64_t, uint64_t, uint64_t>;

  void collectRows() {
    uint64_t section = code.getIndex();
    for (const auto &unit : context->compile_units()) {
      const DWARFDebugLine::LineTable *lines = context->getLineTableForUnit(unit.get());
      if (!lines)
        continue;
      for (const DWARFDebugLine::Row &row : lines->Rows)
        if (row.Address.SectionIndex == section)
          rows[row.Address.Address - ApartFromOthers::Base] = row.EndSequence ? 0 : placeAt(row.Address);
    }
  }

  /// 1 + the place of an address.
  uint64_t placeAt(object::SectionedAddress address) {
    DILineInfoSpecifier specifier(DILineInfoSpecifier::FileLineInfoKind::RelativeFilePath,
                                  DINameKind::ShortName);
    DIInliningInfo chain = context->getInliningInfoForAddress(address, specifier);
    uint64_t found = 0;
    uint64_t caller = 0;
    bool isInPart = false;
    for (uint32_t frame = chain.getNumberOfFrames(); frame-- > 0;) {
      const DILineInfo &line = chain.getFrame(frame);
      SmallVector<StringRef> names;
      StringRef(line.FunctionName).split(names, '/');
      bool isPart = names.back() == Part;
      if (found == 0)
        isInPart = isPart;
      // A part stands for the procedure that it was inlined into.
      if (!isPart)
        caller = found;
      llvm::erase(names, Part);
      if (isInPart && caller == 0)
        names.push_back(Part);
      Place place(string(join(names, "/")), string(line.FileName), line.Line, line.Column, caller);
      found = places.insert({place, places.size() + 1}).first->second;
    }
    return found;
  }

  uint64_t string(StringRef text) {
    if (text == DILineInfo::BadString)
      text = "";
    return strings.insert({text.str(), strings.size()}).first->second;
  }

  std::string print() {
    std::string bytes(sizeof(::eshkol::LineTableHeader), '\0');
    raw_string_ostream stream(bytes);
    encodeULEB128(strings.size(), stream);
    for (const auto &[text, index] : strings) {
      encodeULEB128(text.size(), stream);
      stream << text;
    }
    encodeULEB128(places.size(), stream);
    for (const auto &[place, index] : places)
      std::apply([&](auto... parts) { (encodeULEB128(parts, stream), ...); }, place);
    encodeULEB128(rows.size(), stream);
    uint64_t last = 0;
    for (auto [address, place] : rows) {
      encodeULEB128(address - last, stream);
      encodeULEB128(place, stream);
      last = address;
    }
    bytes.resize(alignTo(bytes.size(), ::eshkol::LineTableAlignment));
    ::eshkol::LineTableHeader header = {static_cast<uint32_t>(bytes.size()), 0, code.getSize()};
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
  }

  const object::ELFObjectFileBase &file;
  object::SectionRef code;
  std::unique_ptr<DWARFContext> context;
  MapVector<std::string, uint64_t, std::map<std::string, unsigned>> strings;
  MapVector<Place, uint64_t, std::map<Place, unsigned>> places;
  std::map<uint64_t, uint64_t> rows;
};

} // namespace

Error eshkol::host::addLineTable(SmallVectorImpl<char> &bytes, bool keepDebugInformation) {
  auto file =
      object::ObjectFile::createELFObjectFile(MemoryBufferRef(StringRef(bytes.data(), bytes.size()), "unit"));
  if (!file)
    return file.takeError();
  std::string table = TableWriter(*cast<object::ELFObjectFileBase>(file->get())).run();
  objcopy::ConfigManager config;
  config.Common.StripDebug = !keepDebugInformation;
  if (!table.empty()) {
    StringRef name = ::eshkol::LineTableSection;
    config.Common.AddSection.emplace_back(name, MemoryBuffer::getMemBuffer(table, name, false));
    objcopy::SectionFlag flags = objcopy::SecAlloc | objcopy::SecReadonly | objcopy::SecData;
    config.Common.SetSectionFlags[name] = {name, flags};
    config.Common.SetSectionAlignment[name] = ::eshkol::LineTableAlignment;
    config.Common.SetSectionAlignment[::eshkol::CodeSection] = ::eshkol::CodeAlignment;
  }
  SmallVector<char, 0> copied;
  raw_svector_ostream stream(copied);
  if (Error error = objcopy::executeObjcopyOnBinary(config, **file, stream))
    return error;
  bytes.assign(copied.begin(), copied.end());
  return Error::success();
}
