#!/usr/bin/env bash
# Runs the tests: all, or one of lit, host, pytest, lint, format.
set -uo pipefail
cd "$(dirname "$0")/.."
BIN=$PWD/${VENV:-.venv}/bin
CLANG_FORMAT=${CLANG_FORMAT:-clang-format-22}
status=0

say() { printf '\033[1m[%s] %s\033[0m\n' "$(date +%H:%M:%S)" "$*" >&2; }
# Some commands name every source file.
brief() { if [ ${#1} -gt 120 ]; then printf '%s ...' "${1:0:115}"; else printf '%s' "$1"; fi; }
step() { say "$(brief "$*")"; "$@" || { status=1; say "FAILED: $(brief "$*")"; }; }
cxx_sources() { git ls-files -co --exclude-standard -- 'dialects/*.h' 'dialects/*.cpp' 'passes/*.h' 'passes/*.cpp' 'runtime/*.h' 'runtime/*.cpp' 'tools/*.cpp' 'python/bindings/*.cpp'; }

run_lit() { step "$BIN/lit" -q --time-tests lit_tests; }

# The unit tests of the runtime and short runs of its fuzzers, with sanitizers; then the unit tests as the runtime
# is built for users, where frames and registers look different to the collector.  Only the runtime is built.
run_host() {
  step sanitized
  step check_host build/python
}
sanitized() { cmake --preset asan --log-level=WARNING >/dev/null && check_host build/asan; }
check_host() { # build folder
  local log=$1/check-eshkol-host.log
  cmake --build "$1" --target check-eshkol-host >"$log" 2>&1 || { tail -n 60 "$log" >&2; return 1; }
}

run_pytest() { step "$BIN/python" -m pytest -n 2 --dist loadfile tests; }
run_lint() {
  # shellcheck disable=SC2046
  step "$CLANG_FORMAT" --dry-run --Werror $(cxx_sources)
  step "$BIN/ruff" check -q .
  step "$BIN/ruff" format -q --check .
  step "$BIN/mypy" --no-error-summary
  step distinct_names
}
# Two test modules with the same name in different folders cannot be collected in one run of pytest.
distinct_names() {
  local doubled
  doubled=$(git ls-files -co --exclude-standard -- 'tests/*/test_*.py' 'tests/test_*.py' | sed 's|.*/||' | sort | uniq -d)
  [ -z "$doubled" ] || { say "test modules with the same name: $doubled"; return 1; }
}

case "${1:-all}" in
lit) run_lit ;;
host) run_host ;;
pytest) run_pytest ;;
lint) run_lint ;;
format)
  # shellcheck disable=SC2046
  "$CLANG_FORMAT" -i $(cxx_sources)
  "$BIN/ruff" check -q --fix .
  "$BIN/ruff" format -q .
  ;;
all)
  run_lint
  run_lit
  run_host
  run_pytest
  [ $status = 0 ] && say "all tests passed"
  ;;
*) sed -n '2p' "$0" >&2; exit 2 ;;
esac
exit $status
