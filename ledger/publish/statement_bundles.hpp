// SPDX-License-Identifier: Apache-2.0
// The statements of a log as published files of their own, with their payloads
// (schemas/README.md, "Published folder"): whoever replays them needs none of
// the events.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/publish/publication.hpp"
#include "ledger/store/authenticated_log.hpp"

namespace lcl {

/// Writes what `files` lack of them, up to the head of `log`, of the registry named `origin`. How many
/// statements there are. Throws as statement_at.
std::uint64_t publish_statements(const AuthenticatedLog& log, const std::string& origin,
                                 const FolderFiles& files);

}  // namespace lcl
