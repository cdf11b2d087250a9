//===- Elementwise.td - comparison, selection, conversion, scalar maps --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_ELEMENTWISE_TD
#define ESHKOL_TENSOR_ELEMENTWISE_TD

include "Dialect.td"

#endif // ESHKOL_TENSOR_ELEMENTWISE_TD
