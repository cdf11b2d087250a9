//===- Indexing.td - reading and writing at computed positions --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_INDEXING_TD
#define ESHKOL_TENSOR_INDEXING_TD

include "Dialect.td"

#endif // ESHKOL_TENSOR_INDEXING_TD
