// SPDX-License-Identifier: Apache-2.0
// HTTP Message Signatures (RFC 9421) with Ed25519 and the digest of a body
// (RFC 9530), of the parts of a message as texts. Structured fields (RFC 8941)
// are read in their canonical spelling alone: there is one text of each value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/chain/keys.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

/// One component that a signature covers: `@method`, or a field's name in lower case. Components with
/// parameters are not known.
struct CoveredComponent {
  std::string name;
  std::string value;
};

/// Of at most 15 digits, or printable ASCII.
using SignatureParameter = std::pair<std::string, std::variant<std::int64_t, std::string>>;

/// A member of Signature-Input: what is covered, and the parameters, both in order.
struct SignatureInput {
  std::vector<std::string> components;
  std::vector<SignatureParameter> parameters;
  friend bool operator==(const SignatureInput&, const SignatureInput&) = default;
};

/// `("@method" "date");created=1618884473;keyid="some key"`
[[nodiscard]] std::string to_text(const SignatureInput& input);
/// Of the whole field: exactly one member, called `label`; nothing of any other spelling.
[[nodiscard]] std::optional<SignatureInput> parse_signature_input(std::string_view field,
                                                                  std::string_view label);

/// What is signed (RFC 9421 §2.5). `components` has those of `input` and their values, in the same order.
/// Nothing where a value has a line feed, which could pass for a further component.
[[nodiscard]] std::optional<std::string> signature_base(const SignatureInput& input,
                                                        std::span<const CoveredComponent> components);

/// `label=:base64:`
[[nodiscard]] std::string signature_field(std::string_view label, const Signature& signature);
[[nodiscard]] std::optional<Signature> parse_signature_field(std::string_view field, std::string_view label);

/// `sha-256=:base64:` of a body's digest.
[[nodiscard]] std::string content_digest_field(const Digest& body);
/// Of that alone: other digests beside it are not read.
[[nodiscard]] std::optional<Digest> parse_content_digest(std::string_view field);

}  // namespace lcl
