// SPDX-License-Identifier: Apache-2.0
// Where the parts of a registry are.
#pragma once

#include <filesystem>
#include <system_error>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/store/provenance.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl {

class Pepper;

/// `path` may also be a ledger file by itself, such as a bundle: that can be read, and has no other parts.
struct RegistryFolder {
  std::filesystem::path path;
  [[nodiscard]] bool is_file() const {
    std::error_code absent;
    return std::filesystem::is_regular_file(path, absent);
  }
  /// Own are the registries that the user's list names (own_registries).
  [[nodiscard]] Provenance provenance() const;
  [[nodiscard]] std::filesystem::path ledger() const { return is_file() ? path : path / "ledger.db"; }
  /// Whether there is anything to open.
  [[nodiscard]] bool has_ledger() const {
    std::error_code absent;
    return std::filesystem::exists(ledger(), absent);
  }
  [[nodiscard]] std::filesystem::path head() const { return path / "head"; }
  [[nodiscard]] std::filesystem::path snapshot() const {
    return is_file() ? std::filesystem::path(path.string() + ".snapshot") : path / "snapshot";
  }
  [[nodiscard]] std::filesystem::path pepper() const { return path / "pepper.key"; }
  [[nodiscard]] std::filesystem::path keys() const { return path / "keys"; }
  [[nodiscard]] std::filesystem::path log_key() const { return keys() / "log.pem"; }
  [[nodiscard]] std::filesystem::path operator_key() const { return keys() / "operator.pem"; }
};

/// The registry's pepper. Throws Error: unavailable where `folder` is a ledger file, io where it is not at
/// hand.
[[nodiscard]] Pepper read_pepper(const RegistryFolder& folder);
/// Writes a new registry's pepper: 64 hex digits and LF, mode 0600. Throws Error (io).
void write_pepper(const RegistryFolder& folder, Bytes pepper);
/// The pseudonyms of identifiers, in the order imei, imei2, serial. Throws as read_pepper.
[[nodiscard]] std::vector<Pseudonym> pseudonyms_of(const Identifiers& identifiers,
                                                   const RegistryFolder& folder);

}  // namespace lcl
