#include "passes/autodiff/rules/Rules.h"
using namespace mlir;
void eshkol::registerWindowedRules(MLIRContext *c) {}
