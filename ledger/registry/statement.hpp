// SPDX-License-Identifier: Apache-2.0
// The statement: a signed act of a person in a role (schemas/README.md,
// "Statement"). Form and signature only; who may do what is acts.hpp, whether
// it may be done now is state.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/refusal.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// {"root": digest, "size": integer}, as a head stands in statements, acts, tallies and answers.
[[nodiscard]] Json head_json(const Head& head);

/// A further signature over the bytes of a statement.
struct Endorsement {
  Digest key;  ///< id
  Signature signature;
  friend bool operator==(const Endorsement&, const Endorsement&) = default;
};
inline constexpr std::size_t most_endorsements = 15;

/// A statement; unsigned while `signature` is absent.
struct Statement {
  std::string kind;
  std::string origin;   ///< of the registry it is meant for; not in the payload
  std::string project;  ///< empty: none
  Json act;             ///< an object
  Digest key;           ///< id of the signer's key
  std::array<std::uint8_t, 16> nonce{};
  Head seen;
  std::optional<Signature> signature;
  std::vector<Endorsement>
      endorsements{};  ///< by ascending key, none twice; not among the bytes that are signed
};

/// What a log knows of a head that a statement names.
struct SeenHead {
  bool is_known = false;               ///< it is one of the log's
  std::optional<Instant> passed_at{};  ///< when the entry behind it was recorded; nothing where there is none
  std::optional<Instant>
      reached_at{};  ///< when its last entry was recorded; nothing where that cannot be looked up
};
using LooksUpHead = std::function<SeenHead(const Head& head)>;
/// Where no log is at hand: the statements were held to it before.
[[nodiscard]] inline SeenHead any_head(const Head& /*head*/) { return {.is_known = true}; }

/// "lcl statement 1\n" ‖ canonical JSON of {act, key, kind, nonce, origin, project, seen}.
[[nodiscard]] std::string signed_bytes(const Statement& statement);

void sign(Statement& statement, const PrivateKey& key);
[[nodiscard]] bool signature_verifies(const Statement& statement, const PublicKey& key);

/// Adds the signature of a further key in its place; of one that has endorsed it already, instead of that
/// one.
void endorse(Statement& statement, const PrivateKey& key);
[[nodiscard]] bool verifies(const Endorsement& endorsement, const Statement& statement, const PublicKey& key);

/// Canonical bytes of {act, key, nonce, seen, signature} and, if there are any, endorsements; the statement
/// must be signed.
[[nodiscard]] std::string payload_of(const Statement& statement);

/// The statement of a stored payload with the kind and project of its entry; or what is wrong with it.
[[nodiscard]] std::variant<Statement, std::string> read_statement(std::string_view payload,
                                                                  std::string_view kind,
                                                                  std::string_view origin,
                                                                  std::string_view project);

/// The statement as a document to be signed elsewhere: {act, key, kind, nonce, origin, project, seen}
/// and, once there, signature and endorsements. One canonical line.
[[nodiscard]] std::string draft_of(const Statement& statement);
[[nodiscard]] std::variant<Statement, std::string> read_draft(std::string_view text);

}  // namespace lcl
