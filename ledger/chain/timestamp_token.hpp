// SPDX-License-Identifier: Apache-2.0
// RFC 3161 timestamps on checkpoints: the query that an authority is sent, and
// its answer verified with the authority's certificate. What is stamped is the
// SHA-256 of the checkpoint's text (its three lines, each with its LF, no
// signatures), so that a stamp holds whoever signs or cosigns it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/values/digest.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// The DER TimeStampReq for `stamped`: version 1, SHA-256, certReq true, no policy and no nonce, so that the
/// same checkpoint is always the same query.
[[nodiscard]] std::string timestamp_query(const Digest& stamped);

/// What an authority says.
struct Timestamp {
  Instant time;           ///< genTime; what is beyond a millisecond is cut off
  std::string authority;  ///< the subject of the certificate that signed it, as RFC 2253 writes it
};
/// Why an answer is no timestamp; lower case, no full stop.
struct TimestampFault {
  std::string what;
};

/// The SHA-256 that the DER TimeStampResp `response` says it stamps, before anything of it is verified;
/// nothing if it is none (at most 256 KiB, nothing behind it), was not granted, or stamps another digest.
[[nodiscard]] std::optional<Digest> stamped_by(std::string_view response);

/// The time that the TimeStampResp `response` states, likewise; nothing if it states none.
[[nodiscard]] std::optional<Instant> stamped_at(std::string_view response);

/// Verifies that `response` stamps `stamped` and is signed by an authority that one of `certificates` is, or
/// that one of them has certified for timestamping, both valid at the time it states. Revocation is not
/// looked up. `certificates` are PEM texts of one or more certificates each.
[[nodiscard]] std::variant<Timestamp, TimestampFault> verify_timestamp(
    std::string_view response, const Digest& stamped, const std::vector<std::string>& certificates);

/// Whether `pem` is one or more X.509 certificates (at most 1 MiB).
[[nodiscard]] bool holds_certificates(std::string_view pem);

}  // namespace lcl
