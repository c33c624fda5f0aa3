// SPDX-License-Identifier: Apache-2.0
// A log held to a head, with the connection that it is read through.
#pragma once

#include <filesystem>

#include "ledger/store/authenticated_log.hpp"

namespace lcl::test {

struct PinnedLog {
  PinnedLog(const std::filesystem::path& file, const Head& head) : reader(file), log(reader, head) {}
  Reader reader;
  AuthenticatedLog log;
};

}  // namespace lcl::test
