//===- Windowed.td - convolution and pooling --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_WINDOWED_TD
#define ESHKOL_TENSOR_WINDOWED_TD

include "Dialect.td"

#endif // ESHKOL_TENSOR_WINDOWED_TD
