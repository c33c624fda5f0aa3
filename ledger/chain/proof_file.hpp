// SPDX-License-Identifier: Apache-2.0
// The proof files (schemas/README.md, "Proof files") as values: one entry as a
// C2SP tlog-proof, what there is on a device or on units as one canonical JSON
// document, each against one checkpoint. What they claim is checked in
// proof_check.hpp; nothing here trusts it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/changing_tree.hpp"
#include "ledger/chain/checkpoint.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

enum class ProofKind : std::uint8_t { entry, device, units, retirement };
[[nodiscard]] std::string_view word(ProofKind kind) noexcept;
/// Whether it is about a block of units, and has every statement on their project.
[[nodiscard]] constexpr bool is_of_units(ProofKind kind) noexcept {
  return kind == ProofKind::units || kind == ProofKind::retirement;
}

/// Largest proof file that is read.
inline constexpr std::size_t max_proof_file_bytes = 64U << 20U;
/// Most entries of one proof file.
inline constexpr std::size_t max_proven_entries = 100'000;

/// An entry with what shows that it is in the log.
struct ProvenEntry {
  std::uint64_t index = 0;
  std::string bytes;
  std::optional<std::string> payload;  ///< where disclosed
  std::vector<Digest> hashes;          ///< inclusion proof, from the leaf's sibling upwards
};

/// An earlier head with what shows that the log extends it.
struct ProvenHead {
  Head head;
  std::vector<Digest> hashes;  ///< consistency proof
};

/// What shows that statements are the last ones below the checkpoint.
struct ProvenEnd {
  ProvenEntry last;             ///< the log's last statement; disclosed where it is a submission
  std::uint64_t matters = 0;    ///< leaves of the tree of matters that it names
  std::vector<LeafPath> paths;  ///< in it: to the keys and, of units, to their project
};

struct ProofFile {
  ProofKind kind{};
  std::string checkpoint;            ///< the signed note
  std::string subject;               ///< the device's pseudonym, or the units' serial; of an entry: empty
  std::vector<ProvenEntry> entries;  ///< the entry; the device's; all statements on the units' project
  std::vector<ProvenHead> extends;   ///< of units
  std::vector<ProvenEntry> keys;     ///< all acts on keys; not of an entry
  ProvenEnd end;                     ///< not of an entry
};

[[nodiscard]] std::string to_text(const ProofFile& file);
/// Nothing unless `text` is exactly what to_text writes, of at most max_proof_file_bytes.
[[nodiscard]] std::optional<ProofFile> parse_proof_file(std::string_view text);

}  // namespace lcl
