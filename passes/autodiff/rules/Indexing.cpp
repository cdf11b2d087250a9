#include "passes/autodiff/rules/Rules.h"
using namespace mlir;
void eshkol::registerIndexingRules(MLIRContext *c) {}
