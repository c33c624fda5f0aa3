// SPDX-License-Identifier: Apache-2.0
// Runs what must stop the program (a broken invariant) in a process of its own.
#pragma once

#include <functional>
#include <string>

namespace lcl::test {

/// What `action` prints on standard error before it aborts; empty if it does not abort.
[[nodiscard]] std::string message_when_stopped(const std::function<void()>& action);

}  // namespace lcl::test
