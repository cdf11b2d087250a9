//===- Signatures.cpp - reading the types of device functions --------------===//

#include "runtime/host/tensors/Signatures.h"

#include <algorithm>
#include <charconv>

using namespace eshkol;

int64_t Dimension::variable() const {
  bool isOne = sum.size() == 1 && sum[0].coefficient == 1 && sum[0].variables.size() == 1;
  return isOne ? int64_t(sum[0].variables[0]) : -1;
}

bool Dimension::isConstant() const {
  return std::all_of(sum.begin(), sum.end(), [](const Product &each) { return each.variables.empty(); });
}

size_t DeviceType::words() const {
  if (kind == Kind::Scalar)
    return 1;
  if (kind == Kind::Tensor)
    return 3 + 2 * shape.size();
  size_t count = 0;
  for (const Field &field : fields)
    count += field.type.words();
  return count;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {

class SignatureReader {
public:
  explicit SignatureReader(std::string_view text) : rest(text) {}
  Signature read();

private:
  std::string_view line() { return cut(rest, "\n"); }
  int64_t number() { return toNumber(line()); }
  std::vector<DeviceType::Field> readFields();
  DeviceType readType();
  Dimension readDimension();
  void addProduct(Dimension &dimension, std::string_view text, bool isNegative);
  uint32_t variable(std::string_view name);

  /// What comes before a separator, which goes with it.
  static std::string_view cut(std::string_view &text, std::string_view separator) {
    size_t end = std::min(text.find(separator), text.size());
    std::string_view found = text.substr(0, end);
    text.remove_prefix(std::min(end + separator.size(), text.size()));
    return found;
  }

  static int64_t toNumber(std::string_view text) {
    int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

  std::string_view rest;
  Signature signature;
};

} // namespace

Signature SignatureReader::read() {
  signature.name = line();
  signature.parameters = readFields();
  for (int64_t count = number(); count > 0; --count)
    signature.results.push_back(readType());
  return std::move(signature);
}

std::vector<DeviceType::Field> SignatureReader::readFields() {
  std::vector<DeviceType::Field> fields;
  for (int64_t count = number(); count > 0; --count) {
    std::string name(line());
    fields.push_back({std::move(name), readType()});
  }
  return fields;
}

DeviceType SignatureReader::readType() {
  DeviceType type = {};
  std::string_view kind = line();
  if (kind == "record") {
    type.kind = DeviceType::Kind::Record;
    type.name = line();
    type.fields = readFields();
    return type;
  }
  type.kind = kind == "tensor" ? DeviceType::Kind::Tensor : DeviceType::Kind::Scalar;
  type.dtype = *dtypeNamed(line());
  if (type.kind == DeviceType::Kind::Tensor)
    for (int64_t rank = number(); rank > 0; --rank)
      type.shape.push_back(readDimension());
  return type;
}

/// Sums as types show them: `n`, `-1*n + 2`, `n*m - 1`.
Dimension SignatureReader::readDimension() {
  Dimension dimension;
  std::string_view text = line();
  dimension.text = text;
  bool isNegative = false;
  while (!text.empty()) {
    std::string_view word = cut(text, " ");
    if (word == "+" || word == "-")
      isNegative = word == "-";
    else
      addProduct(dimension, word, isNegative);
  }
  return dimension;
}

void SignatureReader::addProduct(Dimension &dimension, std::string_view text, bool isNegative) {
  Dimension::Product product;
  if (!text.empty() && text[0] == '-') {
    isNegative = !isNegative;
    text.remove_prefix(1);
  }
  while (!text.empty()) {
    std::string_view factor = cut(text, "*");
    if (!factor.empty() && factor[0] >= '0' && factor[0] <= '9')
      product.coefficient *= toNumber(factor);
    else
      product.variables.push_back(variable(factor));
  }
  if (isNegative)
    product.coefficient = -product.coefficient;
  dimension.sum.push_back(std::move(product));
}

uint32_t SignatureReader::variable(std::string_view name) {
  auto found = std::find(signature.variables.begin(), signature.variables.end(), name);
  if (found == signature.variables.end())
    found = signature.variables.insert(found, std::string(name));
  return uint32_t(found - signature.variables.begin());
}

Signature eshkol::parseSignature(std::string_view text) { return SignatureReader(text).read(); }
