//===- LinearAlgebra.td - factorizations and linear systems --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_LINEARALGEBRA_TD
#define ESHKOL_TENSOR_LINEARALGEBRA_TD

include "Dialect.td"

#endif // ESHKOL_TENSOR_LINEARALGEBRA_TD
