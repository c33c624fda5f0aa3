// SPDX-License-Identifier: Apache-2.0
// What a witness is asked and how it decides (C2SP tlog-witness,
// add-checkpoint). What it has cosigned before is kept by whoever calls.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

/// The body of add-checkpoint.
struct WitnessRequest {
  std::uint64_t old_size = 0;  ///< of the log's checkpoint that the witness cosigned last; 0: none
  std::vector<Digest> proof;   ///< consistency proof from it (RFC 9162 §2.1.4)
  std::string checkpoint;      ///< the signed note
};

[[nodiscard]] std::string to_text(const WitnessRequest& request);
/// Nothing if `text` is not such a body (at most 63 hashes, and a signed note).
[[nodiscard]] std::optional<WitnessRequest> parse_witness_request(std::string_view text);

// word, status in the protocol, what it means (a clause), in the order in which they are looked for
#define LCL_WITNESS_REFUSALS(X)                                                                  \
  X(malformed_request, 400, "it is not a request to a witness")                                  \
  X(unknown_log, 404, "no key is known of the log that the checkpoint is of")                    \
  X(wrong_signature, 403, "the checkpoint is not signed by the log's key")                       \
  X(wrong_old_size, 400, "the old size is greater than the checkpoint's")                        \
  X(conflict, 409, "the old size is not that of the checkpoint that this witness cosigned last") \
  X(inconsistent, 422, "the checkpoint is not shown to extend the one that this witness cosigned last")

enum class WitnessRefusal : std::uint8_t {
#define LCL_WITNESS_REFUSAL(name, status, meaning) name,
  LCL_WITNESS_REFUSALS(LCL_WITNESS_REFUSAL)
#undef LCL_WITNESS_REFUSAL
};
[[nodiscard]] std::string_view word(WitnessRefusal refusal) noexcept;
[[nodiscard]] std::string_view meaning(WitnessRefusal refusal) noexcept;
/// The HTTP status that C2SP tlog-witness has for it.
[[nodiscard]] int status(WitnessRefusal refusal) noexcept;

/// A checkpoint that a witness was asked to cosign, signed by a log that it knows.
struct WitnessedCheckpoint {
  Checkpoint checkpoint;
  std::string text;  ///< of the note
  NoteVerifier log;  ///< whose signature it has
};

/// What the request is about, if one of `logs` has signed it.
[[nodiscard]] std::variant<WitnessedCheckpoint, WitnessRefusal> asked_for(
    const WitnessRequest& request, const std::vector<NoteVerifier>& logs);
/// Why `asked` may not be cosigned after `last`, the checkpoint of its log cosigned last (nothing: none);
/// nothing if it may.
[[nodiscard]] std::optional<WitnessRefusal> refusal(const WitnessRequest& request,
                                                    const WitnessedCheckpoint& asked,
                                                    const std::optional<Checkpoint>& last);

}  // namespace lcl
