"""The operations of the ``eshkol`` dialect: a class and a function for each.

``MatmulOp(x, w)`` builds an operation at the current insertion point and
``matmul(x, w)`` returns its result.  Result types follow from the operands,
except for the few operations that take them as their first argument, and
``results=[...]`` states them where they are known better.
"""

from eshkol_mlir.ir._eshkol_enum_gen import *  # noqa: F403
from eshkol_mlir.ir._eshkol_ops_gen import *  # noqa: F403
from eshkol_mlir.ir._eshkol_ops_gen import _Dialect as Dialect  # noqa: F401
