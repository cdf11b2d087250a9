#!/usr/bin/env bash
# Installs what is missing and builds.  Each step leaves a stamp, so that a
# second run only compares a few files.
#
#   tools/setup.sh packages   Debian packages, .venv, Python packages
#   tools/setup.sh build      packages, then the native build and the package
#   tools/setup.sh bench      packages for the benchmarks
set -euo pipefail
cd "$(dirname "$0")/.."

VENV=${VENV:-.venv}
LLVM_PACKAGES="libmlir-22-dev mlir-22-tools llvm-22-dev clang-22 clang-format-22 libclang-rt-22-dev lld-22"
OTHER_PACKAGES="cmake ninja-build ccache mesa-vulkan-drivers libvulkan-dev python3-venv python3-dev zlib1g-dev
  libgc-dev libgmp-dev libutf8proc-dev libgtest-dev"

say() { printf '\033[1m[%s] %s\033[0m\n' "$(date +%H:%M:%S)" "$*" >&2; }

debian_packages() {
  command -v dpkg-query >/dev/null || { check_tools; return; }
  local missing="" package packages="$OTHER_PACKAGES"
  [ -n "${MLIR_DIR:-}" ] || packages="$LLVM_PACKAGES $packages"
  for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  say "installing Debian packages:$missing"
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

check_tools() {
  local tool
  for tool in cmake ninja clang++-22; do
    command -v "$tool" >/dev/null || { say "this system has no apt-get; please install $tool (and LLVM 22, see MLIR_DIR in the README)"; exit 1; }
  done
}

find_python() {
  local candidate
  for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  say "Python 3.11 or newer is needed"
  exit 1
}

# Runs a step again only when one of its inputs has changed.
stamped() { # name, inputs..., --, command...
  local name=$1 stamp="$VENV/.stamp-$1" inputs=()
  shift
  while [ "$1" != -- ]; do inputs+=("$1"); shift; done
  shift
  local digest
  digest=$(cat "${inputs[@]}" | sha256sum)
  [ "$(cat "$stamp" 2>/dev/null)" = "$digest" ] && return 0
  "$@"
  echo "$digest" >"$stamp"
}

pip_install() { "$VENV/bin/python" -m pip install -q --disable-pip-version-check "$@"; }

python_packages() {
  [ -x "$VENV/bin/python" ] || { say "creating $VENV"; "$(find_python)" -m venv "$VENV"; }
  stamped requirements tools/requirements.txt -- install_requirements
}

install_requirements() {
  say "installing Python packages (IREE, NumPy, JAX, test tools: about 1 GB, a minute or two)"
  pip_install -r tools/requirements.txt
}

# The C++ build, and with it the Python package that loads it.
native_build() {
  local sources
  mapfile -t sources < <(find CMakeLists.txt pyproject.toml dialects passes runtime tools python/bindings -type f \
    \( -name '*.txt' -o -name '*.toml' -o -name '*.td' -o -name '*.h' -o -name '*.cpp' -o -name '*.ll' \) | LC_ALL=C sort)
  # The editable package knows its Python files by name: a new one needs a new install.
  find python/eshkol_mlir -type f -name '*.*' ! -name '*.pyc' | LC_ALL=C sort >"$VENV/.python-files"
  stamped build "${sources[@]}" "$VENV/.python-files" -- install_package
  # So that the tools start at once, also for those who have told Python to write no bytecode by itself.
  "$VENV/bin/python" -m compileall -q python/eshkol_mlir
}

install_package() {
  say "building the compiler (the first time takes a few minutes)"
  local flags="-fuse-ld=lld"
  CC=clang-22 CXX=clang++-22 LDFLAGS="$flags" "$VENV/bin/python" -m pip install -q --disable-pip-version-check \
    --no-build-isolation --no-deps -e . --config-settings=build.verbose=false
  say "compiling the library"
  "$VENV/bin/eshkol" -e '(void)'
  say "built: $VENV/bin/eshkol, eshkol-compile, eshkol-opt, eshkol-lsp-server"
}

case "${1:-}" in
packages) debian_packages; python_packages ;;
build) debian_packages; python_packages; native_build ;;
bench) debian_packages; python_packages; native_build ;;
*) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac
