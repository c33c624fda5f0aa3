// SPDX-License-Identifier: Apache-2.0
// A call whose registry is an address: what it reads is a mirror, and what it
// signs is sent there.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/kit/command.hpp"
#include "cli/kit/remote_registry.hpp"

namespace lcl::cli {

/// What a call keeps of it.
struct Afar {
  RemoteRegistry registry;
  std::vector<SentAgain> sent_again{};  ///< in this call
};

/// --project, of a command that is about no project: the bundle that an address is asked for.
inline constexpr Option bundle_option{
    "project", "ID", "at an address: read the bundle of this project, which your session or key may have"};
/// Throws UsageError where it is given, and the registry is at hand.
void require_address_for_bundle(Call& call);

/// The registry of a call that names an address; nullptr where it names a folder or file. Throws UsageError
/// where the address cannot be used.
[[nodiscard]] Afar* afar_of(Call& call);
/// Its mirror, opened: that of the project that the call is about, where its key or session may have it. What
/// had no answer before is sent again first, if the call signs.
[[nodiscard]] std::shared_ptr<Ledger> open_mirror(Call& call, Afar& afar);
/// Keeps what the mirror shows, and says so the first time.
void keep_seen(Call& call, Afar& afar);
/// In the session of --session, else in one of --key for a short time. Throws UsageError where neither is
/// given.
void open_session(Call& call, RemoteRegistry& registry);

}  // namespace lcl::cli
