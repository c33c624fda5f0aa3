// SPDX-License-Identifier: Apache-2.0
// A witness's folder: its name, its key, and for each log the checkpoint that
// it cosigned last. Checking and keeping are one step under a lock, and what is
// kept is durable before a cosignature is given away.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/chain/cosignature.hpp"
#include "ledger/chain/witness.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// A checkpoint cosigned.
struct Witnessed {
  Checkpoint checkpoint;
  std::uint64_t old_size = 0;  ///< of the one before; the same: cosigned once more
  Instant time;                ///< a whole second
  std::string line;            ///< the cosignature, with its LF
};
/// Why none was given.
struct NotWitnessed {
  WitnessRefusal refusal{};
  std::optional<std::uint64_t> last_size;  ///< of `conflict`: where the log has to begin
};

class WitnessFolder {
 public:
  /// Makes `folder`, which must not exist, for a witness called `name` (is_cosigner_name) with a new key:
  /// `witness.pem` (mode 0600, encrypted if `passphrase` is not empty) and `vkey`. Throws Error (io).
  static WitnessFolder create(const std::filesystem::path& folder, std::string_view name,
                              const std::string& passphrase = {});
  /// Throws Error: unavailable if no witness was made there, damaged if `vkey` is none.
  explicit WitnessFolder(std::filesystem::path folder);

  [[nodiscard]] const Cosigner& cosigner() const { return cosigner_; }
  /// The checkpoint of `log` cosigned last. Throws Error (damaged) if what is kept is not signed by its key.
  [[nodiscard]] std::optional<Checkpoint> last(const NoteVerifier& log) const;

  /// Answers add-checkpoint at `time` for one of `logs`. Others that ask the same folder wait. Throws Error:
  /// io, cryptography, damaged; nothing was given away then.
  [[nodiscard]] std::variant<Witnessed, NotWitnessed> cosign(const WitnessRequest& request,
                                                             const std::vector<NoteVerifier>& logs,
                                                             Instant time,
                                                             const Passphrase& passphrase = {}) const;

 private:
  [[nodiscard]] std::filesystem::path key_file() const { return folder_ / "witness.pem"; }
  [[nodiscard]] std::filesystem::path vkey_file() const { return folder_ / "vkey"; }
  [[nodiscard]] std::filesystem::path kept_file(std::string_view origin) const;

  std::filesystem::path folder_;
  Cosigner cosigner_;
};

}  // namespace lcl
