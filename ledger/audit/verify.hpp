// SPDX-License-Identifier: Apache-2.0
// The verifier: re-reads every byte of a ledger and says all that is wrong with
// it. Built on the reader and the formats only; it includes nothing that writes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/anchor.hpp"
#include "ledger/audit/finding.hpp"
#include "ledger/chain/checkpoint.hpp"
#include "ledger/registry/certifier.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/store/registry_folder.hpp"
#include "ledger/values/progress.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// How much of a log was read, and what there was in it.
struct VerifyCounts {
  std::uint64_t entries = 0;
  std::uint64_t events = 0;
  std::uint64_t statements = 0;
  std::uint64_t signatures = 0;  ///< of statements and stored checkpoints
  std::uint64_t checkpoints = 0;
  std::uint64_t devices = 0;
  std::uint64_t erased = 0;      ///< private parts erased by statement
  std::uint64_t recomputed = 0;  ///< acts whose figures were made again
};

struct VerifyRequest {
  Anchors anchors;
  std::optional<std::string> head_file;     ///< text of the file `head`; nothing: it is missing
  bool expect_head_file = true;             ///< false: a ledger file alone, such as a bundle
  std::optional<Digest> pepper_commitment;  ///< of the pepper at hand
  Instant clock = now();                    ///< of whoever verifies
  bool log_only = false;                    ///< skip life cycles and projections
  std::uint64_t counted_to = 0;             ///< size as of which VerifyReport::counted is wanted; 0: of none
  std::size_t list_at_most = 1'000'000;     ///< findings kept; all are counted
  unsigned threads = 0;  ///< that share the work, 0: as many as this machine can use; the report is the same
};

/// How many event payloads and private parts are not here.
struct Absent {
  std::uint64_t payloads = 0;
  std::uint64_t private_parts = 0;
  friend bool operator==(const Absent&, const Absent&) = default;
};

/// Acts `anchored`: what others had signed of the log before they were recorded.
struct AnchoredActs {
  /// What one of them shows of all that follows.
  struct Bound {
    std::uint64_t seq = 0;  ///< its entry
    Instant not_before;
  };
  std::uint64_t acts = 0;
  std::uint64_t confirmed = 0;  ///< by the policy's quorum or an authority
  std::optional<Bound> last;    ///< the latest
};

/// Entries that follow each other, later than the clock of whoever verifies.
struct LaterThanNow {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  Instant time;  ///< of the last
};

struct VerifyReport {
  std::vector<Finding> findings;  ///< in order of entry, then of the vocabulary
  std::uint64_t finding_count = 0;
  std::uint64_t weak_anchors = 0;  ///< of these: about what was given from outside, not about the ledger
  std::uint64_t size = 0;  ///< of the log in the file; `head` is of fewer where it cannot be read in order
  std::uint64_t entries = 0;
  std::uint64_t events = 0;
  std::uint64_t statements = 0;
  std::uint64_t signatures = 0;  ///< verified, checkpoints included
  std::uint64_t checkpoints = 0;
  std::uint64_t devices = 0;
  std::uint64_t erased = 0;               ///< private parts erased by statement
  Absent missing;                         ///< neither erased nor withheld; each is a finding
  std::optional<BundleTerms> bundle;      ///< where it is one, not a whole ledger
  Absent withheld;                        ///< by the bundle
  std::uint64_t withheld_devices = 0;     ///< of `devices`: those with a payload withheld
  std::vector<std::uint64_t> questioned;  ///< seq of statements signed with a key while it was compromised
  std::vector<std::uint64_t> unrevealed;  ///< seq of commitments to a sample whose number was never revealed
  std::uint64_t recomputed = 0;  ///< reports, samples, issuances and set-offs whose figures were made again
  std::uint64_t not_recomputed = 0;  ///< those whose figures rest on what is withheld
  VerifyCounts counted;              ///< of the first `counted_to` entries alone, where that was asked for
  Head head;                         ///< recomputed from the entries
  std::string origin;
  std::string log_vkey;
  std::optional<Certifier> certifier;              ///< as entry 0 names it
  std::vector<CertifierChange> certifier_changes;  ///< since then, in order
  AnchoredActs anchored;
  std::vector<ClockCorrection> clock_corrections;  ///< in order; what they call wrong is no finding
  std::vector<LaterThanNow> later_than_now;        ///< and that no correction calls wrong
  std::vector<ShownAnchor> anchors;                ///< checkpoints from outside that the log extends, by size
  std::vector<std::string> unanchored;  ///< what rests on the ledger's own word, and what would anchor it
  /// Nothing is wrong with the ledger; of a bundle, in what it discloses.
  [[nodiscard]] bool sound() const { return finding_count == weak_anchors; }
  /// Nor with what was given to hold it to.
  [[nodiscard]] bool holds() const { return finding_count == 0; }
};

/// Verifies the ledger up to its size at the start. Throws Error only where it cannot be read at all.
///
/// A fault is said once: what follows from it alone is not. So after a missing entry the log is only held to
/// its form, hashes and times; of a device with an event that cannot be read, no more than its chain; and of
/// checkpoints behind a wrong root, no more than their signatures.
[[nodiscard]] VerifyReport verify(const Reader& reader, const VerifyRequest& request,
                                  const Progress& progress = {});

/// Verifies the ledger in `folder`, with its head file and pepper where they are; or a ledger file.
[[nodiscard]] VerifyReport verify_registry(const RegistryFolder& folder, const Anchors& anchors,
                                           bool log_only, const Progress& progress = {},
                                           std::uint64_t counted_to = 0);

}  // namespace lcl
