//===- SmallTensors.cpp - primitives of tensors that registers hold -------===//
//
// What the primitives do is in runtime/host/tensors/.  Sums are made here in the same order as there, so that
// results are the same to the last bit.
//
//===----------------------------------------------------------------------===//

#include "passes/host/SmallTensors.h"
#include "passes/host/FloatPrimitives.h"
#include "runtime/host/control/DeclaredTypes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// Four registers hold what a call may return in them on every processor.
constexpr int64_t RegisterBytes = 16, MostBytes = 4 * RegisterBytes;
/// Those of f32.
constexpr int64_t MostElements = MostBytes / 4;

static int64_t bytesOf(Type element) { return element.getIntOrFloatBitWidth() / 8; }

VectorType host::registersOf(VectorType tensor) {
  Type element = tensor.getElementType();
  int64_t lanes =
      std::max<int64_t>(llvm::PowerOf2Ceil(tensor.getNumElements()), RegisterBytes / bytesOf(element));
  return VectorType::get(lanes, element);
}

int64_t host::registerCount(VectorType registers) {
  return registers.getNumElements() * bytesOf(registers.getElementType()) / RegisterBytes;
}

/// Null for a tensor that is too large, has no elements, or has other dimensions than vectors and matrices.
static VectorType smallTensor(ArrayRef<int64_t> sizes, Type element) {
  if (!element || sizes.empty() || sizes.size() > 2)
    return VectorType();
  int64_t most = MostBytes / bytesOf(element), count = 1;
  for (int64_t size : sizes) {
    if (size < 1 || size > most)
      return VectorType();
    count *= size;
  }
  return count <= most ? VectorType::get(sizes, element) : VectorType();
}

static Kind kindOf(VectorType tensor) { return tensor ? Kind(tensor) : Kind(Kind::Any); }

/// The words of a list of atoms, as a literal has it; none for anything else.
static SmallVector<StringRef> atomsOf(StringRef text) {
  SmallVector<StringRef> atoms;
  if (text.consume_front("(") && text.consume_back(")") && !text.contains('('))
    text.split(atoms, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  return atoms;
}

static std::optional<SmallVector<int64_t>> integersOf(ArrayRef<StringRef> atoms) {
  SmallVector<int64_t> integers(atoms.size());
  for (auto [atom, integer] : llvm::zip(atoms, integers))
    if (atom.getAsInteger(10, integer))
      return std::nullopt;
  return integers;
}

Kind host::kindOfSizedTensor(StringAttr check) {
  std::optional<SmallVector<int64_t>> numbers = integersOf(atomsOf(check));
  if (!numbers || numbers->size() < 2)
    return Kind::Any;
  ::eshkol::CheckNumber declared{numbers->front()};
  if (declared.check() != ::eshkol::Check::Tensor)
    return Kind::Any;
  MLIRContext *context = check.getContext();
  Type element = declared.dtype() == ::eshkol::DType::F64   ? Type(Float64Type::get(context))
                 : declared.dtype() == ::eshkol::DType::F32 ? Type(Float32Type::get(context))
                                                            : Type();
  return kindOf(smallTensor(ArrayRef(*numbers).drop_front(), element));
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

namespace {

/// Makes operations over elements and registers.
struct Elements {
  OpBuilder &builder;
  Location loc;

  Value constant(Type type, double number) const {
    auto attribute = FloatAttr::get(getElementTypeOrSelf(type), number);
    if (auto vector = dyn_cast<VectorType>(type))
      return arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(vector, attribute));
    return arith::ConstantOp::create(builder, loc, attribute);
  }
  Value position(int64_t place) const {
    return LLVM::ConstantOp::create(builder, loc, builder.getI64Type(), builder.getI64IntegerAttr(place));
  }
  Value get(Value registers, int64_t place) const {
    return LLVM::ExtractElementOp::create(builder, loc, registers, position(place));
  }
  SmallVector<Value> all(Value registers, int64_t count) const {
    SmallVector<Value> elements;
    for (int64_t i = 0; i != count; ++i)
      elements.push_back(get(registers, i));
    return elements;
  }
  Value join(ArrayRef<Value> elements, VectorType type) const {
    Value registers = constant(type, 0);
    for (auto [place, element] : llvm::enumerate(elements))
      registers = LLVM::InsertElementOp::create(builder, loc, registers, element, position(place));
    return registers;
  }
  /// The same element in all places.
  Value spread(Value element, VectorType type) const {
    return join(SmallVector<Value>(type.getNumElements(), element), type);
  }
  Value add(Value x, Value y) const { return arith::AddFOp::create(builder, loc, x, y); }
  Value subtract(Value x, Value y) const { return arith::SubFOp::create(builder, loc, x, y); }
  Value multiply(Value x, Value y) const { return arith::MulFOp::create(builder, loc, x, y); }
  Value divide(Value x, Value y) const { return arith::DivFOp::create(builder, loc, x, y); }
  /// A number as an element of another type, or elements as those of another type.
  Value convert(Value value, Type type) const {
    int64_t from = bytesOf(getElementTypeOrSelf(value.getType())), to = bytesOf(getElementTypeOrSelf(type));
    if (from == to)
      return value;
    return to < from ? Value(arith::TruncFOp::create(builder, loc, type, value))
                     : Value(arith::ExtFOp::create(builder, loc, type, value));
  }
  /// An element as the flonum that the program gets.
  Value number(Value element) const { return convert(element, builder.getF64Type()); }
};

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

/// From the first to the last.
Value sumInOrder(const Elements &at, ArrayRef<Value> numbers) {
  Value sum = numbers.front();
  for (Value number : numbers.drop_front())
    sum = at.add(sum, number);
  return sum;
}

/// In eight partial sums that begin with zero, and are then added in pairs.  Those which stay zero change
/// nothing, as none is -0.0.
Value sumInLanes(const Elements &at, ArrayRef<Value> numbers) {
  constexpr size_t Lanes = 8;
  Value zero = at.constant(numbers.front().getType(), 0);
  SmallVector<Value> partial(std::min(numbers.size(), Lanes), zero);
  for (auto [i, number] : llvm::enumerate(numbers))
    partial[i % Lanes] = at.add(partial[i % Lanes], number);
  for (size_t distance = Lanes / 2; distance != 0; distance /= 2)
    for (size_t lane = 0; lane < distance && lane + distance < partial.size(); ++lane)
      partial[lane] = at.add(partial[lane], partial[lane + distance]);
  return partial.front();
}

SmallVector<Value> products(const Elements &at, ArrayRef<Value> a, ArrayRef<Value> b) {
  return llvm::map_to_vector(llvm::zip(a, b),
                             [&](auto pair) { return at.multiply(std::get<0>(pair), std::get<1>(pair)); });
}

Value sumOf(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &op) {
  Elements at{builder, loc};
  return at.number(sumInOrder(at, at.all(x[0], op.tensor.getNumElements())));
}

Value dotOf(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &op) {
  Elements at{builder, loc};
  int64_t count = op.tensor.getNumElements();
  return at.number(sumInLanes(at, products(at, at.all(x[0], count), at.all(x[1], count))));
}

/// The Euclidean length, an f64.
Value lengthOf(const Elements &at, Value registers, VectorType tensor) {
  auto type = VectorType::get(cast<VectorType>(registers.getType()).getShape(), at.builder.getF64Type());
  Value numbers = at.convert(registers, type);
  SmallVector<Value> elements = at.all(numbers, tensor.getNumElements());
  SmallVector<Value> squares = products(at, elements, elements);
  squares.insert(squares.begin(), at.constant(at.builder.getF64Type(), 0));
  Value length = MagnitudeOp::create(at.builder, at.loc, sumInOrder(at, squares), numbers,
                                     at.builder.getI64IntegerAttr(tensor.getNumElements()));
  return at.convert(length, tensor.getElementType());
}

Value magnitudeOf(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &op) {
  Elements at{builder, loc};
  return at.number(lengthOf(at, x[0], op.tensor));
}

Value distanceOf(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &op) {
  Elements at{builder, loc};
  return at.number(lengthOf(at, at.subtract(x[0], x[1]), op.tensor));
}

Value normalize(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &op) {
  Elements at{builder, loc};
  Value length = lengthOf(at, x[0], op.tensor);
  return at.divide(x[0], at.spread(length, cast<VectorType>(x[0].getType())));
}

/// Of matrices, where a vector on the left is one row and one on the right one column.  One column is made as
/// a product of vectors; otherwise the products are added to zero in order.
Value matrixProduct(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &op) {
  Elements at{builder, loc};
  VectorType left = op.tensor, right = op.other;
  int64_t inner = left.getShape().back(), rows = left.getNumElements() / inner,
          columns = right.getNumElements() / inner;
  SmallVector<Value> a = at.all(x[0], left.getNumElements()), b = at.all(x[1], right.getNumElements()), sums;
  for (int64_t row = 0; row != rows; ++row)
    for (int64_t column = 0; column != columns; ++column) {
      SmallVector<Value> ofColumn;
      for (int64_t k = 0; k != inner; ++k)
        ofColumn.push_back(b[k * columns + column]);
      SmallVector<Value> terms = products(at, ArrayRef(a).slice(row * inner, inner), ofColumn);
      if (columns != 1)
        terms.insert(terms.begin(), at.constant(left.getElementType(), 0));
      sums.push_back(columns == 1 ? sumInLanes(at, terms) : sumInOrder(at, terms));
    }
  if (op.result == Kind::Float64)
    return at.number(sums.front());
  return at.join(sums, registersOf(op.result.tensor()));
}

//===----------------------------------------------------------------------===//
// Each element
//===----------------------------------------------------------------------===//

/// A number takes the element type of the tensor.
Value asRegisters(const Elements &at, Value value, VectorType tensor) {
  if (isa<VectorType>(value.getType()))
    return value;
  return at.spread(at.convert(value, tensor.getElementType()), registersOf(tensor));
}

template <typename Op>
Value binary(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &op) {
  Elements at{builder, loc};
  return Op::create(builder, loc, asRegisters(at, x[0], op.tensor), asRegisters(at, x[1], op.tensor));
}
template <typename Op> Value unary(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &) {
  return Op::create(builder, loc, x[0]);
}
Value square(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &) {
  return arith::MulFOp::create(builder, loc, x[0], x[0]);
}

/// In doubles, whatever the elements are.
Value cross(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &op) {
  Elements at{builder, loc};
  auto elements = [&](Value registers) {
    return llvm::map_to_vector(at.all(registers, 3), [&](Value element) { return at.number(element); });
  };
  SmallVector<Value> a = elements(x[0]), b = elements(x[1]), minors;
  for (int i = 0; i != 3; ++i) {
    int j = (i + 1) % 3, k = (i + 2) % 3;
    Value minor = at.subtract(at.multiply(a[j], b[k]), at.multiply(a[k], b[j]));
    minors.push_back(at.convert(minor, op.tensor.getElementType()));
  }
  return at.join(minors, registersOf(op.tensor));
}

//===----------------------------------------------------------------------===//
// Access and construction
//===----------------------------------------------------------------------===//

Value elementOf(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &op) {
  Elements at{builder, loc};
  return at.number(at.get(x[0], op.place));
}

Value construct(OpBuilder &builder, Location loc, ValueRange x, const TensorOperation &op) {
  Elements at{builder, loc};
  VectorType tensor = op.result.tensor();
  SmallVector<Value> elements =
      llvm::map_to_vector(x, [&](Value number) { return at.convert(number, tensor.getElementType()); });
  return at.join(elements, registersOf(tensor));
}

//===----------------------------------------------------------------------===//
// Primitives
//===----------------------------------------------------------------------===//

enum class Shape {
  /// Two tensors of one type, or one and a number.
  Elementwise,
  /// Two tensors of one type.
  Same,
  /// A tensor to one of its type.
  Unary,
  /// Two vectors of one type to a number.
  Dot,
  /// Two vectors of three elements.
  Cross,
  MatrixProduct,
  /// A tensor to a number.
  Magnitude,
  Distance,
  /// All elements; there may be options.
  Sum,
  Element,
  /// From a description and a list.
  Vector,
  Matrix,
};

struct Primitive {
  Shape shape;
  TensorOperation::Rule rule;
};

llvm::StringMap<Primitive> makeTable() {
  llvm::StringMap<Primitive> table = {
      {"eshkol_tensor_vector_scale", {Shape::Elementwise, binary<arith::MulFOp>}},
      {"eshkol_tensor_matrix_scale", {Shape::Elementwise, binary<arith::MulFOp>}},
      {"eshkol_combine_matrix_add", {Shape::Same, binary<arith::AddFOp>}},
      {"eshkol_combine_matrix_subtract", {Shape::Same, binary<arith::SubFOp>}},
      {"eshkol_negate", {Shape::Unary, unary<arith::NegFOp>}},
      {"eshkol_abs", {Shape::Unary, unary<LLVM::FAbsOp>}},
      {"eshkol_sqrt", {Shape::Unary, unary<LLVM::SqrtOp>}},
      {"eshkol_floor", {Shape::Unary, unary<LLVM::FFloorOp>}},
      {"eshkol_ceiling", {Shape::Unary, unary<LLVM::FCeilOp>}},
      {"eshkol_truncate", {Shape::Unary, unary<LLVM::FTruncOp>}},
      {"eshkol_round", {Shape::Unary, unary<LLVM::RintOp>}},
      {"eshkol_square", {Shape::Unary, square}},
      {"eshkol_tensor_vector_square", {Shape::Unary, square}},
      {"eshkol_tensor_vector_normalize", {Shape::Unary, normalize}},
      {"eshkol_tensor_vector_dot", {Shape::Dot, dotOf}},
      {"eshkol_tensor_dot_product", {Shape::Dot, dotOf}},
      {"eshkol_tensor_dot", {Shape::Dot, dotOf}},
      {"eshkol_tensor_vector_cross", {Shape::Cross, cross}},
      {"eshkol_tensor_matmul", {Shape::MatrixProduct, matrixProduct}},
      {"eshkol_tensor_matrix_multiply", {Shape::MatrixProduct, matrixProduct}},
      {"eshkol_tensor_vector_magnitude", {Shape::Magnitude, magnitudeOf}},
      {"eshkol_tensor_vector_distance", {Shape::Distance, distanceOf}},
      {"eshkol_vector_ref", {Shape::Element, elementOf}},
      {"eshkol_vref", {Shape::Element, elementOf}},
      {"eshkol_tensor_ref", {Shape::Element, elementOf}},
      {"eshkol_tensor_matrix_ref", {Shape::Element, elementOf}},
      {"eshkol_tensor_typed_vector", {Shape::Vector, construct}},
      {"eshkol_tensor_typed_matrix", {Shape::Matrix, construct}},
  };
  for (StringRef stem : {"sum", "tensor_sum", "reduce_sum", "vector_sum"})
    table[("eshkol_tensor_" + stem).str()] = {Shape::Sum, sumOf};
  for (StringRef prefix : {"eshkol_", "eshkol_combine_", "eshkol_tensor_vector_"}) {
    table[(prefix + "add").str()] = {Shape::Elementwise, binary<arith::AddFOp>};
    table[(prefix + "subtract").str()] = {Shape::Elementwise, binary<arith::SubFOp>};
    table[(prefix + "multiply").str()] = {Shape::Elementwise, binary<arith::MulFOp>};
    table[(prefix + "divide").str()] = {Shape::Elementwise, binary<arith::DivFOp>};
  }
  return table;
}

const Primitive *find(PrimitiveOp op) {
  static const llvm::StringMap<Primitive> table = makeTable();
  auto found = table.find(op.getFunction());
  return found == table.end() ? nullptr : &found->second;
}

//===----------------------------------------------------------------------===//
// Which operation it is
//===----------------------------------------------------------------------===//

bool isAbsent(Value value) { return value.getDefiningOp<AbsentOp>() != nullptr; }

/// Finds the operation of one call.
class Finding {
public:
  Finding(PrimitiveOp op, const Primitive &primitive, const Kinds &kinds)
      : op(op), arguments(op.getArguments()), primitive(primitive), kinds(kinds) {
    found.rule = primitive.rule;
  }

  std::optional<TensorOperation> run() { return accept() ? std::optional(std::move(found)) : std::nullopt; }

private:
  bool accept() {
    switch (primitive.shape) {
    case Shape::Elementwise:
      return isElementwise() && isTensor(found.tensor);
    case Shape::Same:
      return takeTensors() && found.tensor == found.other && isTensor(found.tensor);
    case Shape::Unary:
      return takeTensor() && isTensor(found.tensor);
    case Shape::Dot:
      return takeTensors() && found.tensor == found.other && found.tensor.getRank() == 1 && isNumber();
    case Shape::Cross:
      return takeTensors() && found.tensor == found.other && found.tensor.getRank() == 1 &&
             found.tensor.getNumElements() == 3 && isTensor(found.tensor);
    case Shape::MatrixProduct:
      return takeTensors() && isMatrixProduct();
    case Shape::Magnitude:
      return takeTensor() && isNumber();
    case Shape::Distance:
      return takeTensors() && found.tensor == found.other && isNumber();
    case Shape::Sum:
      return isSum();
    case Shape::Element:
      return isElement();
    case Shape::Vector:
      return isVector();
    case Shape::Matrix:
      return isMatrix();
    }
    llvm_unreachable("a shape");
  }

  bool isTensor(VectorType tensor) {
    found.result = Kind(tensor);
    return true;
  }
  bool isNumber() {
    found.result = Kind::Float64;
    return true;
  }

  bool takeTensor() {
    found.tensor = kinds.of(arguments[0]).tensor();
    found.operands.push_back(arguments[0]);
    return bool(found.tensor);
  }
  bool takeTensors() {
    found.other = kinds.of(arguments[1]).tensor();
    return takeTensor() && found.other && (found.operands.push_back(arguments[1]), true);
  }

  /// Whether a value stands for a flonum where it is combined with elements, as far as is known so far.
  bool isFlonum(Value value) const {
    Kind kind = kinds.of(value);
    return kind == Kind::Float64 || kind == Kind::None || isSmallLiteral(value);
  }

  bool isElementwise() {
    VectorType first = kinds.of(arguments[0]).tensor(), second = kinds.of(arguments[1]).tensor();
    found.operands = {arguments[0], arguments[1]};
    found.tensor = first ? first : second;
    if (first && second)
      return first == second;
    return found.tensor && isFlonum(arguments[first ? 1 : 0]);
  }

  /// Not for more rows: the runtime multiplies four at a time, and rounds as the processor does that best.
  bool isMatrixProduct() {
    constexpr int64_t MostRows = 3;
    VectorType left = found.tensor, right = found.other;
    int64_t inner = left.getShape().back();
    if (left.getElementType() != right.getElementType() || inner != right.getShape().front())
      return false;
    int64_t rows = left.getNumElements() / inner, columns = right.getNumElements() / inner;
    if (rows > MostRows && columns != 1)
      return false;
    SmallVector<int64_t> sizes(left.getShape().drop_back());
    llvm::append_range(sizes, right.getShape().drop_front());
    if (sizes.empty())
      return isNumber();
    VectorType result = smallTensor(sizes, left.getElementType());
    return result && isTensor(result);
  }

  /// The runtime sums more elements in several partial sums.
  bool isSum() {
    constexpr int64_t MostElements = 15;
    return llvm::all_of(arguments.drop_front(), isAbsent) && takeTensor() &&
           found.tensor.getNumElements() <= MostElements && isNumber();
  }

  /// Of indices that are known; negative ones count from the end.
  bool isElement() {
    if (!takeTensor())
      return false;
    SmallVector<Value> indices(arguments.drop_front());
    if (op.getFunction() == "eshkol_tensor_ref" && !takeList(arguments[1], indices))
      return false;
    if (static_cast<int64_t>(indices.size()) != found.tensor.getRank())
      return false;
    for (auto [index, size] : llvm::zip(indices, found.tensor.getShape())) {
      std::optional<int64_t> position = integerLiteral(index);
      if (!position || *position < -size || *position >= size)
        return false;
      found.place = found.place * size + (*position < 0 ? *position + size : *position);
    }
    return isNumber();
  }

  bool isVector() {
    SmallVector<Value> elements;
    return takeList(arguments[1], elements) && isMadeOf(elements, {static_cast<int64_t>(elements.size())});
  }

  bool isMatrix() {
    SmallVector<Value> rows, elements;
    if (!takeList(arguments[1], rows) || rows.empty())
      return false;
    for (Value row : rows)
      if (!takeVector(row, elements))
        return false;
    int64_t count = rows.size(), columns = elements.size() / count;
    bool isEven = llvm::all_of(rows, [&](Value row) {
      return integerLiteral(row.getDefiningOp<PrimitiveOp>().getArguments().front()) == columns;
    });
    return isEven && isMadeOf(elements, {count, columns});
  }

  /// Whether flonums are the elements of a tensor of the element type that the description states, and of
  /// its sizes if there are some.
  bool isMadeOf(ArrayRef<Value> elements, ArrayRef<int64_t> sizes) {
    auto literal = arguments[0].getDefiningOp<LiteralOp>();
    auto text = literal ? dyn_cast<StringAttr>(literal.getValue()) : StringAttr();
    SmallVector<StringRef> description = text ? atomsOf(text) : SmallVector<StringRef>();
    if (description.empty() || !llvm::all_of(elements, [&](Value element) { return isFlonum(element); }))
      return false;
    if (description.size() > 1) {
      std::optional<SmallVector<int64_t>> stated = integersOf(ArrayRef(description).drop_front());
      if (!stated || ArrayRef(*stated) != sizes)
        return false;
    }
    found.operands.assign(elements.begin(), elements.end());
    VectorType tensor = smallTensor(sizes, elementNamed(description.front()));
    return tensor && isTensor(tensor);
  }

  Type elementNamed(StringRef name) {
    MLIRContext *context = op.getContext();
    if (name == "float64" || name == "f64")
      return Float64Type::get(context);
    return name == "float32" || name == "f32" ? Type(Float32Type::get(context)) : Type();
  }

  /// The elements of a list that nothing else refers to.
  bool takeList(Value list, SmallVector<Value> &elements) {
    elements.clear();
    while (auto cell = list.getDefiningOp<PrimitiveOp>()) {
      if (cell.getFunction() != "eshkol_cons" || !list.hasOneUse() ||
          static_cast<int64_t>(elements.size()) == MostElements)
        return false;
      found.holders.push_back(cell);
      elements.push_back(cell.getArguments()[0]);
      list = cell.getArguments()[1];
    }
    auto end = list.getDefiningOp<LiteralOp>();
    return end && isa<ArrayAttr>(end.getValue());
  }

  /// Adds the elements of a vector that nothing else refers to.
  bool takeVector(Value vector, SmallVector<Value> &elements) {
    auto made = vector.getDefiningOp<PrimitiveOp>();
    if (!made || made.getFunction() != "eshkol_internal_vector_of" || !vector.hasOneUse())
      return false;
    std::optional<int64_t> count = integerLiteral(made.getArguments().front());
    if (!count || *count >= static_cast<int64_t>(made.getArguments().size()))
      return false;
    found.holders.push_back(made);
    llvm::append_range(elements, made.getArguments().slice(1, *count));
    return true;
  }

  PrimitiveOp op;
  OperandRange arguments;
  const Primitive &primitive;
  const Kinds &kinds;
  TensorOperation found;
};

} // namespace

/// A longer list has the elements of no small tensor, and would be gone through for each of its cells.
static bool isShort(PrimitiveOp list) {
  for (int64_t length = 0; list && list.getFunction() == "eshkol_cons"; ++length) {
    if (length == MostElements)
      return false;
    list = list.getArguments()[1].getDefiningOp<PrimitiveOp>();
  }
  return true;
}

bool host::holdsElements(PrimitiveOp op) {
  return op.getFunction() == "eshkol_cons" ? isShort(op) : op.getFunction() == "eshkol_internal_vector_of";
}

std::optional<TensorOperation> host::findTensorOperation(PrimitiveOp op, const Kinds &kinds) {
  const Primitive *primitive = find(op);
  return primitive ? Finding(op, *primitive, kinds).run() : std::nullopt;
}

Kind host::kindOfTensorPrimitive(PrimitiveOp op, const Kinds &kinds) {
  std::optional<TensorOperation> operation = findTensorOperation(op, kinds);
  return operation ? operation->result : Kind(Kind::Any);
}
