// SPDX-License-Identifier: Apache-2.0
// Ctrl-C during long work: noted by a signal handler, acted on where the work
// reports its progress, so that what was half done is undone on the way out.
#pragma once

namespace lcl::cli {

/// Thrown where work stops because it was asked to.
struct Interrupted {};

/// While this lives, the first SIGINT, SIGTERM or SIGHUP only makes `check` throw; a second one ends the
/// program as usual. One may live inside the life of another.
class Interruptible {
 public:
  Interruptible();
  ~Interruptible();
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;

  /// Throws Interrupted if a signal has come.
  static void check();
};

}  // namespace lcl::cli
