// SPDX-License-Identifier: Apache-2.0
// Requests signed for a party by a key of a session, which that party's key
// vouches for (schemas/service.md, "Signed requests"): making them, and reading
// them. What is said here opens doors of a service, and signs no statement.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/chain/keys.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// How far ahead the end of a session may be.
inline constexpr int most_session_days = 30;
/// How long a signed request may count from the moment of its making, and how far a clock may be ahead.
inline constexpr std::int64_t request_seconds = 300;
inline constexpr std::int64_t request_seconds_ahead = 60;

/// That a session's key may ask in a party's name, for one registry and a time.
struct SessionCertificate {
  Digest key;  ///< id of the party's key, which signed it
  Instant not_after;
  std::string origin;
  PublicKey session_key;
  Signature signature;

  /// "lcl session 1\n" ‖ canonical JSON of all but the signature.
  [[nodiscard]] std::string signed_text() const;
  /// Base64 of its canonical JSON, as the header `session-key` has it.
  [[nodiscard]] std::string text() const;
};
/// Nothing unless `text` is exactly what SessionCertificate::text gives. The signature is for the caller to
/// verify, who knows the party's key.
[[nodiscard]] std::optional<SessionCertificate> parse_session_certificate(std::string_view text);

struct Session {
  PrivateKey key;
  std::string certificate;  ///< as text

  /// A new key, vouched for by `party`.
  [[nodiscard]] static Session make(const PrivateKey& party, const std::string& origin, Instant not_after);
  /// From `file` and `file`.session, as `write` makes them. Throws Error (io, cryptography).
  [[nodiscard]] static Session read(const std::filesystem::path& file);
  /// Both files, mode 0600. Throws Error (io) if one of them exists.
  void write(const std::filesystem::path& file) const;
  /// What `write` calls the certificate's file.
  [[nodiscard]] static std::filesystem::path certificate_file(const std::filesystem::path& file);
};

/// The fields that sign a request: name in lower case, and value. `target_uri` is the service's address and
/// the path and query as they are sent; `body` the digest of the body, also of an empty one.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> sign_request(std::string_view method,
                                                                            std::string_view target_uri,
                                                                            const Digest& body,
                                                                            const Session& session,
                                                                            Instant now);

/// A request's signing fields, as they came; nullptr where one is not there.
struct SigningFields {
  const std::string* signature_input = nullptr;
  const std::string* signature = nullptr;
  const std::string* content_digest = nullptr;
  const std::string* session_key = nullptr;
};

/// A request whose body and session are what was signed: all that can be told without the registry's keys,
/// its nonces, and the clock.
struct SignedRequest {
  SessionCertificate certificate;
  std::int64_t created = 0;  ///< seconds since 1970
  std::int64_t expires = 0;
  std::string nonce;
};
/// Why a request is not signed as it must be: a sentence in English, for whoever wrote the client.
struct Unsigned {
  std::string why;
};
[[nodiscard]] std::variant<SignedRequest, Unsigned> read_signed_request(std::string_view method,
                                                                        std::string_view target_uri,
                                                                        const Digest& body,
                                                                        const SigningFields& fields);

}  // namespace lcl
