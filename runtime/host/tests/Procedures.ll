; The uniform entry of the procedures that tests make from C++ functions.

declare i64 @eshkol_test_apply(i64, i64, i64, i64, i64, i64)

define tailcc i64 @eshkol_test_entry(i64 %self, i64 %count, i64 %0, i64 %1, i64 %2, i64 %3) {
  %result = call i64 @eshkol_test_apply(i64 %self, i64 %count, i64 %0, i64 %1, i64 %2, i64 %3)
  ret i64 %result
}
