//===- Core.cpp - the C++ compiler as a Python module ---------------------===//

#include "passes/Compiler.h"

#include <nanobind/nanobind.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

namespace nb = nanobind;
using namespace nb::literals;

/// MLIR text, or bytecode, which is not valid UTF-8.
static nb::object toPython(const std::string &output, const std::string &format) {
  if (format == "bytecode")
    return nb::bytes(output.data(), output.size());
  return nb::str(output.data(), output.size());
}

static std::string fromPython(nb::handle source) {
  if (nb::isinstance<nb::bytes>(source)) {
    auto bytes = nb::cast<nb::bytes>(source);
    return std::string(bytes.c_str(), bytes.size());
  }
  return nb::cast<std::string>(source);
}

static nb::dict transform(nb::handle source, const std::string &name, const std::string &pipeline,
                          const std::string &format, bool debugInfo, bool verifyEach,
                          std::vector<std::string> dumpAfter) {
  eshkol::core::Request request{fromPython(source),  name, pipeline, format, debugInfo, verifyEach,
                                std::move(dumpAfter)};
  eshkol::core::Result result;
  {
    nb::gil_scoped_release release;
    result = eshkol::core::transform(request);
  }
  nb::list messages;
  for (const eshkol::core::Message &m : result.messages)
    messages.append(nb::make_tuple(m.severity, m.text, m.file, m.line, m.column));
  nb::dict answer;
  answer["succeeded"] = result.succeeded;
  answer["output"] = toPython(result.output, format);
  answer["messages"] = messages;
  answer["timing"] = nb::cast(result.timing);
  answer["dumps"] = nb::cast(result.dumps);
  return answer;
}

static nb::dict inferResultTypes(const std::string &operation, std::vector<std::string> operands,
                                 const std::string &attributes) {
  eshkol::core::InferenceResult result =
      eshkol::core::inferResultTypes({operation, std::move(operands), attributes});
  nb::dict answer;
  answer["succeeded"] = result.succeeded;
  answer["types"] = nb::cast(result.types);
  answer["errors"] = nb::cast(result.errors);
  return answer;
}

static nb::list operations() {
  nb::list found;
  for (const eshkol::core::OperationSupport &op : eshkol::core::listOperations())
    found.append(nb::make_tuple(op.name, op.differentiable, op.batchable));
  return found;
}

NB_MODULE(_core, module) {
  module.doc() = "The C++ core of the Eshkol compiler: parse, verify and transform MLIR.";
  module.def("transform", &transform, "source"_a, "name"_a = "module.mlir", "pipeline"_a = "",
             "format"_a = "text", "debug_info"_a = false, "verify_each"_a = true,
             "dump_after"_a = std::vector<std::string>(),
             "Parses text or bytecode, verifies it, runs a textual pass pipeline and prints the result.\n\n"
             "Returns a dict with succeeded, output, messages (severity, text, file, line, column),\n"
             "timing (pass, milliseconds) and dumps (pass, text).");
  module.def(
      "infer_result_types", &inferResultTypes, "operation"_a, "operands"_a, "attributes"_a,
      "The result types of an operation from the types of its operands and its attributes, all text.\n\n"
      "Returns a dict with succeeded, types and errors.");
  module.def("operations", &operations,
             "The operations of the dialect and those of upstream dialects with a rule, by name, as tuples:\n"
             "name, whether there is a derivative rule, whether there is a batching rule.");
  module.def("mlir_version", &eshkol::core::mlirVersion, "The version of MLIR this module was built with.");
}
