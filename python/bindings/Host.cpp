//===- Host.cpp - machine code for the host as a Python module ------------===//

#include "runtime/jit/CodeGenerator.h"
#include "runtime/jit/Session.h"

#include <nanobind/nanobind.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

namespace nb = nanobind;
using namespace nb::literals;
using eshkol::host::CodeRequest;
using eshkol::host::CodeResult;
using eshkol::host::CompilationReply;
using eshkol::host::CompilationRequest;
using eshkol::host::Session;

static std::string toString(nb::bytes bytes) { return std::string(bytes.c_str(), bytes.size()); }

static nb::dict compile(const std::string &source, const std::string &name, const std::string &format,
                        nb::bytes inlineLibrary, int optimization, bool native, bool lowered,
                        bool frameObjects, bool unbox, bool smallTensors, size_t partLength) {
  CodeRequest request{source,       name,         format,    toString(inlineLibrary),
                      optimization, native,       lowered,   frameObjects,
                      unbox,        smallTensors, partLength};
  CodeResult result;
  {
    nb::gil_scoped_release release;
    result = eshkol::host::generateCode(request);
  }
  nb::list messages;
  for (const eshkol::core::Message &m : result.messages)
    messages.append(nb::make_tuple(m.severity, m.text, m.file, m.line, m.column));
  nb::list outputs;
  for (const std::string &output : result.outputs)
    outputs.append(nb::bytes(output.data(), output.size()));
  nb::dict answer;
  answer["succeeded"] = result.succeeded;
  answer["outputs"] = outputs;
  answer["messages"] = messages;
  answer["timing"] = nb::cast(result.timing);
  answer["summaries"] = nb::cast(result.summaries);
  return answer;
}

static void check(const std::string &error) {
  if (!error.empty())
    throw std::runtime_error(error);
}

/// Calls a Python function for what programs ask the compiler for.  What it raises is a defect, and must not
/// leave by the frames of the program.
static CompilationReply askPython(const nb::callable &compiler, const CompilationRequest &request) {
  nb::gil_scoped_acquire acquire;
  try {
    nb::object reply = compiler(static_cast<int>(request.task),
                                nb::str(request.text.data(), request.text.size()), request.number);
    auto [units, number, kind, message] =
        nb::cast<std::tuple<std::vector<std::string>, int64_t, std::string, std::string>>(reply);
    return {units, number, kind, message};
  } catch (const std::exception &error) {
    return {{}, 0, "error", std::string("the compiler failed: ") + error.what()};
  }
}

NB_MODULE(_host, module) {
  // The session of a process lives as long as it, and so does what it refers to.
  nb::set_leak_warnings(false);
  module.doc() = "Machine code for the host: from MLIR, and loaded into this process.";
  module.def(
      "compile", &compile, "source"_a, "name"_a, "format"_a = "object", "inline_library"_a = nb::bytes("", 0),
      "optimization"_a = 2, "native"_a = true, "lowered"_a = false, "frame_objects"_a = true,
      "unbox"_a = true, "small_tensors"_a = true, "part_length"_a = 0,
      "Makes code of MLIR text over !eshkol.value or, lowered, in the llvm dialect.\n\n"
      "format is mlir (the llvm dialect), llvm, assembly or object.  With part_length, a long unit becomes\n"
      "several object files of about as many instructions, made side by side.  Returns a dict with\n"
      "succeeded, outputs (bytes), messages (severity, text, file, line, column), timing (stage,\n"
      "milliseconds) and summaries (public function, what other units may know of it).");
  module.def("processor", &eshkol::host::describeProcessor,
             "The processor of this machine, with its features.");
  nb::class_<Session>(module, "Session", "Object files linked with the runtime library, in this process.")
      .def_static(
          "open",
          [](const std::string &library) {
            std::string error;
            std::unique_ptr<Session> session = Session::open(library, error);
            check(error);
            return session;
          },
          "runtime_library"_a)
      .def(
          "start_program", [](Session &self, const std::string &name) { check(self.startProgram(name)); },
          "name"_a, "Object files that follow see those before them, and no other program's.")
      .def(
          "add_object",
          [](Session &self, nb::bytes object, const std::string &name) {
            check(self.addObject(toString(object), name));
          },
          "object"_a, "name"_a)
      .def(
          "add_functions",
          [](Session &self, nb::bytes object, const std::vector<std::string> &symbols) {
            std::string error;
            std::vector<void *> addresses = self.addFunctions(toString(object), symbols, error);
            check(error);
            nb::list found;
            for (void *address : addresses)
              found.append(reinterpret_cast<uintptr_t>(address));
            return found;
          },
          "object"_a, "symbols"_a, "The addresses of functions of an object file that nothing else sees.")
      .def(
          "set_command_line",
          [](Session &self, const std::vector<std::string> &arguments) {
            check(self.setCommandLine(arguments));
          },
          "arguments"_a, "Sets what (command-line) answers.")
      .def(
          "set_compiler",
          [](Session &self, nb::callable compiler) {
            self.setCompiler(
                [compiler](const CompilationRequest &request) { return askPython(compiler, request); });
          },
          "compiler"_a,
          "Calls compiler(task, text, number) for what programs evaluate; see "
          "runtime/host/control/Evaluation.h.\n\n"
          "It returns the units added, a number, and the kind and message of an error or \"\".")
      .def("set_interactive", &Session::setInteractive, "colors"_a,
           "At a prompt an interrupt ends the evaluation, not the process; errors may have colors.")
      .def("uncaught_conditions", &Session::uncaughtConditions,
           "How many conditions nobody handled so far, each of which ended the run of a unit.")
      .def("last_value", &Session::lastValue,
           "The value of the unit that came to its end last, as write shows it.")
      .def(
          "run_unit",
          [](Session &self, const std::string &unit) {
            std::string error;
            int status = self.runUnit(unit, error);
            check(error);
            return status;
          },
          "unit"_a,
          "Runs the top level of a unit.  Returns the status the program exits with, -1 where it came to its "
          "end.");
}
