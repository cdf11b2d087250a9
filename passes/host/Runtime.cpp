//===- Runtime.cpp - what compiled code knows of the runtime --------------===//

#include "passes/host/Runtime.h"
#include "passes/host/SmallTensors.h"

#include "dialects/Dialect.h"
#include "passes/host/Jumps.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

using LLVM::Linkage;

std::optional<uint64_t> host::unboxedFlonum(double number) {
  uint64_t word = ::eshkol::fromDoubleBits(llvm::bit_cast<uint64_t>(number));
  if (::eshkol::isUnboxedFlonum(word))
    return word;
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Objects in frames
//===----------------------------------------------------------------------===//

StringRef host::placingFunction(StringRef primitive) {
  return llvm::StringSwitch<StringRef>(primitive)
      .Case("eshkol_cons", "eshkol_place_pair")
      .Case("eshkol_internal_vector_of", "eshkol_place_vector")
      .Case("eshkol_internal_record_of", "eshkol_place_record")
      .Default("");
}

/// That of one of the primitives above: the number of parts of vectors and records is a literal.
static std::optional<int64_t> sizeOfPrimitive(PrimitiveOp op) {
  if (op.getFunction() == "eshkol_cons")
    return sizeof(::eshkol::Pair);
  static_assert(sizeof(::eshkol::Vector) == sizeof(::eshkol::Record));
  auto count = op.getArguments().front().getDefiningOp<LiteralOp>();
  auto number = count ? dyn_cast<IntegerAttr>(count.getValue()) : IntegerAttr();
  if (!number)
    return std::nullopt;
  return sizeof(::eshkol::Vector) + 8 * number.getInt();
}

std::optional<int64_t> host::sizeInFrame(Operation *op) {
  if (auto closure = dyn_cast<ClosureOp>(op))
    return captureOffset(closure.getCaptures().size());
  if (isa<BoxOp>(op))
    return sizeof(::eshkol::Box);
  if (auto primitive = dyn_cast<PrimitiveOp>(op);
      primitive && !placingFunction(primitive.getFunction()).empty())
    return sizeOfPrimitive(primitive);
  return std::nullopt;
}

static Value constant(OpBuilder &builder, Location loc, int64_t value) {
  return LLVM::ConstantOp::create(builder, loc, builder.getI64Type(), builder.getI64IntegerAttr(value));
}

static Value constant32(OpBuilder &builder, Location loc, int32_t value) {
  return LLVM::ConstantOp::create(builder, loc, builder.getI32Type(), builder.getI32IntegerAttr(value));
}

/// What stands beside a function.  The symbols of functions begin with the name of their unit and a colon, so
/// that no function is called so, whatever characters its name consists of.
static std::string companion(StringRef kind, StringRef function) { return (kind + "." + function).str(); }

static bool areInRegisters(TypeRange arguments) {
  int64_t floats = 0, others = 0;
  for (Type argument : arguments)
    if (auto tensor = dyn_cast<VectorType>(argument))
      floats += registerCount(tensor);
    else
      ++(isa<FloatType>(argument) ? floats : others);
  return floats <= FloatsInRegisters && others <= ArgumentsInRegisters;
}

/// A call in tail position.  LLVM 22 neither stores the arguments of a `musttail` call that are on the stack,
/// nor moves the return address where caller and callee have different numbers of them.  `tail` suffices:
/// `tailcc` guarantees it too.
static LLVM::tailcallkind::TailCallKind tailCallKind(LLVM::CallOp call) {
  TypeRange own = call->getParentOfType<LLVM::LLVMFuncOp>().getArgumentTypes();
  return areInRegisters(own) && areInRegisters(call.getArgOperands().getTypes())
             ? LLVM::tailcallkind::TailCallKind::MustTail
             : LLVM::tailcallkind::TailCallKind::Tail;
}

/// Functions are values of a unit where they are public, or only declared.
Runtime::Runtime(ModuleOp module)
    : module(module), context(module.getContext()), word(IntegerType::get(context, 64)),
      pointer(LLVM::LLVMPointerType::get(context)) {
  for (auto function : module.getOps<func::FuncOp>()) {
    bool rest = function->hasAttr("eshkol.rest"), self = function->hasAttr("eshkol.self");
    auto name = function->getAttrOfType<StringAttr>("eshkol.name");
    signatures.insert({function.getSymName(),
                       {static_cast<int64_t>(function.getNumArguments()) - rest - self, rest, self,
                        function.isDeclaration(), function.isPublic(), name ? name.str() : std::string(),
                        function->getAttrOfType<DictionaryAttr>("eshkol.device"), function.getLoc()}});
    hasStackArguments |= !function.isDeclaration() && !areInRegisters(function.getArgumentTypes());
    if (auto name = function->getAttrOfType<StringAttr>("eshkol.unit"))
      unit = {function.getSymName(), name.getValue()};
    // Other units may use any public procedure as a value.
    if (function.isPublic() && !function.isDeclaration() && !function->hasAttr("eshkol.unit"))
      usedStatics.insert(function.getSymName());
  }
  for (auto global : module.getOps<GlobalOp>()) {
    bool isPrivate = global.getSymVisibility() == "private";
    if (isPrivate)
      globals.insert({global.getSymName(), globals.size()});
    else
      sharedGlobals.insert({global.getSymName(), global.getExternal()});
  }
}

//===----------------------------------------------------------------------===//
// Functions and calls
//===----------------------------------------------------------------------===//

LLVM::LLVMFuncOp Runtime::declare(OpBuilder &builder, func::FuncOp function) {
  auto lowered = [&](Type type) { return isa<ValueType>(type) ? word : type; };
  auto type = LLVM::LLVMFunctionType::get(lowered(function.getResultTypes().front()),
                                          llvm::map_to_vector(function.getArgumentTypes(), lowered));
  bool isInternal = function.isPrivate() && !function.isDeclaration();
  auto made = LLVM::LLVMFuncOp::create(builder, function.getLoc(), function.getSymName(), type,
                                       isInternal ? Linkage::Internal : Linkage::External);
  made.setCConv(LLVM::cconv::CConv::Tail);
  return made;
}

LLVM::LLVMFuncOp Runtime::declareC(StringRef name, ArrayRef<Type> parameters, Type result) {
  LLVM::LLVMFuncOp &function = functionsOfC[name];
  if (!function) {
    OpBuilder builder = OpBuilder::atBlockBegin(module.getBody());
    function = LLVM::LLVMFuncOp::create(builder, module.getLoc(), name,
                                        LLVM::LLVMFunctionType::get(result, parameters));
  }
  return function;
}

Value Runtime::callC(OpBuilder &builder, Location loc, StringRef name, ValueRange arguments, Type result) {
  // The name is that of an attribute or constant, and so outlives this object.
  LLVM::LLVMFuncOp function = declareC(name, llvm::to_vector(arguments.getTypes()), result);
  return LLVM::CallOp::create(builder, loc, function, arguments).getResult();
}

SmallVector<Type> Runtime::entryParameters() { return SmallVector<Type>(RegisterArguments + 2, word); }

Value Runtime::callEntry(OpBuilder &builder, Location loc, ValueRange passed, Operation *original) {
  Value entry = callC(builder, loc, "eshkol_entry_of", passed.front(), pointer);
  SmallVector<Value> operands{entry};
  llvm::append_range(operands, passed);
  auto call =
      LLVM::CallOp::create(builder, loc, LLVM::LLVMFunctionType::get(word, entryParameters()), operands);
  setConvention(call, original);
  return call.getResult();
}

/// Procedures whose callers a backtrace shows although they call them last: they do not return after an
/// error, so that no program can tell.
static bool keepsFrameOfCaller(std::optional<StringRef> callee) {
  return callee && llvm::is_contained({"library:error", "library:raise", "library:assert"}, *callee);
}

void Runtime::setConvention(LLVM::CallOp call, Operation *original) {
  call.setCConv(LLVM::cconv::CConv::Tail);
  if (keepsFrameOfCaller(call.getCallee()))
    return call.setTailCallKind(LLVM::tailcallkind::TailCallKind::NoTail);
  if (original->hasAttr(KeepsFrameName))
    return;
  if (isTailCall(original))
    call.setTailCallKind(tailCallKind(call));
}

void Runtime::spill(OpBuilder &builder, Location loc, ValueRange arguments) {
  // The runtime owns the buffer, and replaces it by a larger one where `apply` hands on a longer list, so
  // that its address is read again for each call.  It has room for at least SpillCapacity words (Calls.h),
  // and the emitter writes down no call with more (MAX_WRITTEN_ARGUMENTS): nothing has to be checked here.
  // The callee takes the words out before anything else can store there.
  Value buffer =
      LLVM::LoadOp::create(builder, loc, pointer, addressOf(builder, loc, "eshkol_spilled_arguments"));
  for (auto [index, argument] : llvm::enumerate(arguments)) {
    Value address = LLVM::GEPOp::create(builder, loc, pointer, word, buffer,
                                        ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(index)});
    LLVM::StoreOp::create(builder, loc, argument, address);
  }
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

Value Runtime::addressOf(OpBuilder &builder, Location loc, StringRef symbol) {
  return LLVM::AddressOfOp::create(builder, loc, pointer, symbol);
}

/// The tag is taken off as the runtime does it: of an object in a frame, LLVM then sees that this is its
/// place.
Value Runtime::fieldAddress(OpBuilder &builder, Location loc, Value object, int64_t offset) {
  Value tag = constant(builder, loc, ::eshkol::ObjectTag);
  Value address = LLVM::SubOp::create(builder, loc, object, tag);
  Value base = LLVM::IntToPtrOp::create(builder, loc, pointer, address);
  return LLVM::GEPOp::create(builder, loc, pointer, builder.getI8Type(), base,
                             ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(offset)});
}

/// It is made where the function begins, so that a frame has it once.
Value Runtime::frameAddress(OpBuilder &builder, Location loc, int64_t bytes) {
  OpBuilder::InsertionGuard guard(builder);
  auto function = cast<LLVM::LLVMFuncOp>(builder.getInsertionBlock()->getParentOp());
  builder.setInsertionPointToStart(&function.front());
  Value words = constant(builder, loc, (bytes + 7) / 8);
  return LLVM::AllocaOp::create(builder, loc, pointer, word, words, /*alignment=*/16);
}

Value Runtime::rootAddress(OpBuilder &builder, Location loc, size_t index) {
  return LLVM::GEPOp::create(builder, loc, pointer, word, addressOf(builder, loc, "eshkol.roots"),
                             ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(index)});
}

Value Runtime::globalAddress(OpBuilder &builder, Location loc, StringRef name) {
  auto place = globals.find(name);
  if (place == globals.end())
    return addressOf(builder, loc, name);
  return rootAddress(builder, loc, place->second);
}

Value Runtime::literalAddress(OpBuilder &builder, Location loc, Attribute literal) {
  size_t index = literals.insert({literal, globals.size() + literals.size()}).first->second;
  return rootAddress(builder, loc, index);
}

Value Runtime::literal(OpBuilder &builder, Location loc, Attribute literal) {
  return LLVM::LoadOp::create(builder, loc, word, literalAddress(builder, loc, literal));
}

std::string Runtime::entryName(StringRef function) {
  usedEntries.insert(signatures.find(function)->first);
  return companion("entry", function);
}

std::string Runtime::infoName(StringRef function) {
  usedInfos.insert(signatures.find(function)->first);
  return companion("info", function);
}

Value Runtime::staticProcedure(OpBuilder &builder, Location loc, StringRef function) {
  usedStatics.insert(signatures.find(function)->first);
  Value address = addressOf(builder, loc, companion("procedure", function));
  Value number = LLVM::PtrToIntOp::create(builder, loc, word, address);
  return LLVM::AddOp::create(builder, loc, number, constant(builder, loc, ::eshkol::ObjectTag));
}

//===----------------------------------------------------------------------===//
// Definitions
//===----------------------------------------------------------------------===//

/// Checks the number of arguments, and calls the function with them.
void Runtime::defineEntry(StringRef function, const Signature &signature) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  Location loc = signature.loc;
  auto type = LLVM::LLVMFunctionType::get(word, entryParameters());
  bool isExternal = signature.external || signature.exported;
  auto entry = LLVM::LLVMFuncOp::create(builder, loc, companion("entry", function), type,
                                        isExternal ? Linkage::External : Linkage::Internal);
  entry.setCConv(LLVM::cconv::CConv::Tail);
  if (signature.external)
    return;

  Block *start = entry.addEntryBlock(builder);
  Block *right = entry.addBlock(), *wrong = entry.addBlock();
  builder.setInsertionPointToStart(start);
  Value procedure = start->getArgument(0), count = start->getArgument(1);
  auto predicate = signature.rest ? LLVM::ICmpPredicate::sge : LLVM::ICmpPredicate::eq;
  Value matches =
      LLVM::ICmpOp::create(builder, loc, predicate, count, constant(builder, loc, signature.parameters));
  LLVM::CondBrOp::create(builder, loc, matches, right, wrong);

  builder.setInsertionPointToStart(wrong);
  callC(builder, loc, "eshkol_wrong_number_of_arguments", {procedure, count}, word);
  LLVM::UnreachableOp::create(builder, loc);

  builder.setInsertionPointToStart(right);
  SmallVector<Value> arguments;
  if (signature.self)
    arguments.push_back(procedure);
  for (int64_t i = 0; i != signature.parameters; ++i) {
    if (i < RegisterArguments) {
      arguments.push_back(start->getArgument(2 + i));
      continue;
    }
    Value buffer =
        LLVM::LoadOp::create(builder, loc, pointer, addressOf(builder, loc, "eshkol_spilled_arguments"));
    Value address = LLVM::GEPOp::create(builder, loc, pointer, word, buffer,
                                        ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(i - RegisterArguments)});
    arguments.push_back(LLVM::LoadOp::create(builder, loc, word, address));
  }
  if (signature.rest) {
    SmallVector<Value> passed{constant(builder, loc, signature.parameters), count};
    llvm::append_range(passed, start->getArguments().drop_front(2));
    arguments.push_back(callC(builder, loc, "eshkol_collect_arguments", passed, word));
  }
  auto call = LLVM::CallOp::create(builder, loc, word, function, arguments);
  call.setCConv(LLVM::cconv::CConv::Tail);
  call.setTailCallKind(tailCallKind(call));
  LLVM::ReturnOp::create(builder, loc, call.getResult());
}

/// The bytes of a text in read-only memory.
LLVM::GlobalOp Runtime::defineText(StringRef symbol, StringRef text, bool terminated) {
  OpBuilder builder = OpBuilder::atBlockBegin(module.getBody());
  std::string bytes = text.str();
  if (terminated)
    bytes.push_back('\0');
  auto type = LLVM::LLVMArrayType::get(builder.getI8Type(), bytes.size());
  return LLVM::GlobalOp::create(builder, module.getLoc(), type, /*isConstant=*/true, Linkage::Internal,
                                symbol, builder.getStringAttr(bytes));
}

/// Starts the initializer of a variable; `fields` are what the struct consists of.
static void initialize(LLVM::GlobalOp global, function_ref<SmallVector<Value>(OpBuilder &)> fields) {
  OpBuilder builder(global.getContext());
  Block *block = builder.createBlock(&global.getInitializerRegion());
  builder.setInsertionPointToStart(block);
  Location loc = global.getLoc();
  Value aggregate = LLVM::UndefOp::create(builder, loc, global.getType());
  for (auto [index, field] : llvm::enumerate(fields(builder)))
    aggregate =
        LLVM::InsertValueOp::create(builder, loc, aggregate, field, ArrayRef<int64_t>{int64_t(index)});
  LLVM::ReturnOp::create(builder, loc, aggregate);
}

/// eshkol::ProcedureInfo
void Runtime::defineInfo(StringRef function, const Signature &signature) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  Type i32 = builder.getI32Type();
  auto type = LLVM::LLVMStructType::getLiteral(context, {pointer, i32, i32, i32, pointer, pointer});
  std::string symbol = companion("info", function);
  if (signature.external) {
    LLVM::GlobalOp::create(builder, signature.loc, type, true, Linkage::External, symbol, Attribute());
    return;
  }
  auto global =
      LLVM::GlobalOp::create(builder, signature.loc, type, true,
                             signature.exported ? Linkage::External : Linkage::Internal, symbol, Attribute());
  bool hasName = !signature.name.empty();
  if (hasName)
    defineText(companion("name", function), signature.name, true);
  auto place = signature.loc->findInstanceOf<FileLineColLoc>();
  if (place)
    defineText(companion("file", function), place.getFilename().getValue(), true);
  if (signature.device)
    defineDeviceProcedure(function, signature);
  initialize(global, [&](OpBuilder &at) -> SmallVector<Value> {
    Location loc = signature.loc;
    Value none = LLVM::ZeroOp::create(at, loc, pointer);
    return {hasName ? addressOf(at, loc, companion("name", function)) : none,
            constant32(at, loc, signature.parameters),
            constant32(at, loc, signature.rest),
            constant32(at, loc, place ? place.getLine() : 0),
            place ? addressOf(at, loc, companion("file", function)) : none,
            signature.device ? addressOf(at, loc, companion("device", function)) : none};
  });
}

/// eshkol::DeviceProcedure
void Runtime::defineDeviceProcedure(StringRef function, const Signature &signature) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto number = signature.device.getAs<IntegerAttr>("number");
  auto places = signature.device.getAs<ArrayAttr>("places");
  if (!number)
    defineText(companion("operation", function), signature.device.getAs<StringAttr>("operation"), true);
  SmallVector<Type> fields{word, pointer, word};
  for (size_t i = 0; i != places.size(); ++i)
    fields.append({pointer, word});
  auto global =
      LLVM::GlobalOp::create(builder, signature.loc, LLVM::LLVMStructType::getLiteral(context, fields), true,
                             Linkage::Internal, companion("device", function), Attribute());
  initialize(global, [&](OpBuilder &at) {
    Location loc = signature.loc;
    Value none = LLVM::ZeroOp::create(at, loc, pointer);
    SmallVector<Value> values{constant(at, loc, number ? number.getInt() : 0),
                              number ? none : addressOf(at, loc, companion("operation", function)),
                              constant(at, loc, places.size())};
    for (Attribute place : places) {
      auto variable = dyn_cast<FlatSymbolRefAttr>(place);
      values.push_back(variable ? globalAddress(at, loc, variable.getValue()) : none);
      values.push_back(constant(at, loc, variable ? 0 : cast<IntegerAttr>(place).getInt()));
    }
    return values;
  });
}

/// An eshkol::Procedure that captures nothing.
void Runtime::defineStaticProcedure(StringRef function, const Signature &signature) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto type = LLVM::LLVMStructType::getLiteral(context, {word, pointer, pointer});
  std::string symbol = companion("procedure", function);
  if (signature.external) {
    LLVM::GlobalOp::create(builder, signature.loc, type, true, Linkage::External, symbol, Attribute());
    return;
  }
  std::string entry = entryName(function), info = infoName(function);
  auto global =
      LLVM::GlobalOp::create(builder, signature.loc, type, true,
                             signature.exported ? Linkage::External : Linkage::Internal, symbol, Attribute(),
                             /*alignment=*/8);
  initialize(global, [&](OpBuilder &at) -> SmallVector<Value> {
    Location loc = signature.loc;
    return {constant(at, loc, static_cast<int64_t>(::eshkol::Type::Procedure)), addressOf(at, loc, entry),
            addressOf(at, loc, info)};
  });
}

/// The text that the runtime reads a literal from.
static std::string textOf(Attribute literal) {
  if (auto text = dyn_cast<StringAttr>(literal))
    return text.str();
  APFloat number = cast<FloatAttr>(literal).getValue();
  if (number.isNaN())
    return "+nan.0";
  if (number.isInfinity())
    return number.isNegative() ? "-inf.0" : "+inf.0";
  SmallString<32> digits;
  number.toString(digits, /*FormatPrecision=*/17, /*FormatMaxPadding=*/0);
  return std::string(digits);
}

/// extern "C" Word eshkol_unit_<name>(void): registers the roots, reads the literals, runs the top level.
void Runtime::defineUnit(StringRef function, StringRef name) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  Location loc = module.getLoc();
  auto record = LLVM::LLVMStructType::getLiteral(context, {pointer, word, word});
  for (auto [index, entry] : llvm::enumerate(literals))
    defineText("eshkol.literal." + std::to_string(index), textOf(entry.first), false);
  auto table = LLVM::GlobalOp::create(builder, loc, LLVM::LLVMArrayType::get(record, literals.size()), true,
                                      Linkage::Internal, "eshkol.literals", Attribute());
  initialize(table, [&](OpBuilder &at) {
    SmallVector<Value> rows;
    for (auto [index, entry] : llvm::enumerate(literals)) {
      Value row = LLVM::UndefOp::create(at, loc, record);
      Value fields[] = {addressOf(at, loc, "eshkol.literal." + std::to_string(index)),
                        constant(at, loc, textOf(entry.first).size()), constant(at, loc, entry.second)};
      for (auto [position, field] : llvm::enumerate(fields))
        row = LLVM::InsertValueOp::create(at, loc, row, field, ArrayRef<int64_t>{int64_t(position)});
      rows.push_back(row);
    }
    return rows;
  });

  auto start = LLVM::LLVMFuncOp::create(builder, loc, ("eshkol_unit_" + name).str(),
                                        LLVM::LLVMFunctionType::get(word, {}));
  builder.setInsertionPointToStart(start.addEntryBlock(builder));
  size_t roots = globals.size() + literals.size();
  callC(builder, loc, "eshkol_load_unit",
        {addressOf(builder, loc, "eshkol.roots"), constant(builder, loc, roots),
         addressOf(builder, loc, "eshkol.literals"), constant(builder, loc, literals.size())},
        word);
  if (hasStackArguments)
    callC(builder, loc, "eshkol_has_stack_arguments", {}, word);
  for (auto [global, isExternal] : sharedGlobals)
    if (!isExternal)
      callC(builder, loc, "eshkol_register_roots",
            {addressOf(builder, loc, global), constant(builder, loc, 1)}, word);
  auto call = LLVM::CallOp::create(builder, loc, word, function, ValueRange());
  call.setCConv(LLVM::cconv::CConv::Tail);
  LLVM::ReturnOp::create(builder, loc, call.getResult());
}

void Runtime::finish() {
  OpBuilder builder = OpBuilder::atBlockBegin(module.getBody());
  Location loc = module.getLoc();
  for (auto [name, isExternal] : sharedGlobals)
    LLVM::GlobalOp::create(builder, loc, word, false, Linkage::External, name,
                           isExternal ? Attribute() : builder.getI64IntegerAttr(Undefined));
  for (StringRef function : usedStatics)
    defineStaticProcedure(function, signatures.find(function)->second);
  for (StringRef function : usedInfos)
    defineInfo(function, signatures.find(function)->second);
  for (StringRef function : usedEntries)
    defineEntry(function, signatures.find(function)->second);
  if (unit)
    defineUnit(unit->first, unit->second);
  builder.setInsertionPointToStart(module.getBody());
  size_t roots = globals.size() + literals.size();
  auto type = LLVM::LLVMArrayType::get(word, roots);
  auto array =
      LLVM::GlobalOp::create(builder, loc, type, false, Linkage::Internal, "eshkol.roots", Attribute());
  OpBuilder inside(context);
  inside.createBlock(&array.getInitializerRegion());
  LLVM::ReturnOp::create(inside, loc, LLVM::ZeroOp::create(inside, loc, type).getResult());
  LLVM::GlobalOp::create(builder, loc, pointer, false, Linkage::External, "eshkol_spilled_arguments",
                         Attribute());
  LLVM::GlobalOp::create(builder, loc, LLVM::LLVMArrayType::get(word, RegisterArguments), false,
                         Linkage::External, "eshkol_first_arguments", Attribute());
}
