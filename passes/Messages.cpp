//===- Messages.cpp - diagnostics as plain data ---------------------------===//

#include "passes/Messages.h"
#include "passes/Places.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"

using namespace mlir;

static std::string severityName(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Error:
    return "error";
  case DiagnosticSeverity::Warning:
    return "warning";
  case DiagnosticSeverity::Note:
    return "note";
  case DiagnosticSeverity::Remark:
    return "remark";
  }
  return "error";
}

static ::eshkol::core::Message toMessage(Diagnostic &diagnostic) {
  ::eshkol::core::Message message{severityName(diagnostic.getSeverity()), diagnostic.str(), {}, 0, 0};
  if (FileLineColLoc position = mlir::eshkol::findPlace(diagnostic.getLocation())) {
    message.file = position.getFilename().str();
    message.line = position.getLine();
    message.column = position.getColumn();
  }
  return message;
}

void mlir::eshkol::collectMessages(MLIRContext &context, std::vector<::eshkol::core::Message> &messages) {
  context.getDiagEngine().registerHandler([&messages](Diagnostic &diagnostic) {
    messages.push_back(toMessage(diagnostic));
    for (Diagnostic &note : diagnostic.getNotes())
      messages.push_back(toMessage(note));
    return success();
  });
}
