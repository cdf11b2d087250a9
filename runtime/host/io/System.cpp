//===- System.cpp - files, time and features (R7RS 6.13.1, 6.14) -----------===//

#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/io/FilePort.h"

#include <cerrno>
#include <ctime>
#include <unistd.h>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_file_exists_p, "file-exists?", 1, 1)(Word path) {
  checkString("file-exists?", 1, path);
  std::string_view name = toUtf8(path);
  return fromBool(name.find('\0') == std::string_view::npos && access(name.data(), F_OK) == 0);
}

ESHKOL_PRIMITIVE(eshkol_delete_file, "delete-file", 1, 1)(Word path) {
  checkString("delete-file", 1, path);
  std::string_view name = toUtf8(path);
  bool isValid = name.find('\0') == std::string_view::npos;
  if (!isValid)
    errno = EINVAL;
  if (!isValid || unlink(name.data()))
    fileError("delete-file", "cannot delete", path);
  return Unspecified;
}

//===----------------------------------------------------------------------===//
// Time
//===----------------------------------------------------------------------===//

constexpr int64_t NanosecondsPerSecond = 1000000000;

static int64_t nanoseconds(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * NanosecondsPerSecond + time.tv_nsec;
}

/// International Atomic Time, as R7RS asks for.  It is ahead of UTC by the 10 seconds of 1972 and the 27 leap
/// seconds from then to 2017, after which there was none.
ESHKOL_PRIMITIVE(eshkol_current_second, "current-second", 0, 0)() {
  constexpr double ahead = 37;
  return fromDouble(double(nanoseconds(CLOCK_REALTIME)) / NanosecondsPerSecond + ahead);
}

ESHKOL_PRIMITIVE(eshkol_current_jiffy, "current-jiffy", 0, 0)() {
  return fromFixnum(nanoseconds(CLOCK_MONOTONIC));
}

ESHKOL_PRIMITIVE(eshkol_jiffies_per_second, "jiffies-per-second", 0, 0)() {
  return fromFixnum(NanosecondsPerSecond);
}

/// The seconds of processor time that the process has used.
ESHKOL_PRIMITIVE(eshkol_runtime, "runtime", 0, 0)() {
  return fromDouble(double(nanoseconds(CLOCK_PROCESS_CPUTIME_ID)) / NanosecondsPerSecond);
}

//===----------------------------------------------------------------------===//
// Features
//===----------------------------------------------------------------------===//

static const char *const features[] = {
    "r7rs",          "exact-closed", "exact-complex", "ieee-float", "full-unicode", "ratios", "posix", "unix",
#ifdef __linux__
    "linux",         "gnu-linux",
#endif
#ifdef __APPLE__
    "darwin",
#endif
#if defined(__x86_64__)
    "x86-64",
#elif defined(__aarch64__)
    "aarch64",
#endif
    "little-endian", "lp64",         "eshkol",
};

ESHKOL_PRIMITIVE(eshkol_features, "features", 0, 0)() {
  Word list = Nil;
  for (size_t i = sizeof features / sizeof *features; i > 0; --i)
    list = cons(intern(features[i - 1]), list);
  return list;
}
