//===- Sorting.td - order --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_SORTING_TD
#define ESHKOL_TENSOR_SORTING_TD

include "Dialect.td"

#endif // ESHKOL_TENSOR_SORTING_TD
