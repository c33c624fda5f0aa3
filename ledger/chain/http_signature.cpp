// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/http_signature.hpp"

#include <algorithm>
#include <charconv>

#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_digits = 15;

bool is_printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

/// RFC 8941 §3.1.2: a parameter's key. Labels are such keys too.
bool is_key_letter(char c, bool first) {
  if (c >= 'a' && c <= 'z') return true;
  if (c == '*') return true;
  return !first && ((c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.');
}

void append_quoted(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

/// Takes one value after the other off the front of a field; what is not there leaves nothing.
class FieldCursor {
 public:
  explicit FieldCursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<std::string> key() {
    std::size_t size = 0;
    while (size < rest_.size() && is_key_letter(rest_[size], size == 0)) ++size;
    if (size == 0) return std::nullopt;
    std::string key{rest_.substr(0, size)};
    rest_.remove_prefix(size);
    return key;
  }

  std::optional<std::string> quoted() {
    if (!take('"')) return std::nullopt;
    std::string text;
    while (!rest_.empty()) {
      if (take('"')) return text;
      if (take('\\') && !rest_.starts_with('"') && !rest_.starts_with('\\')) return std::nullopt;
      if (rest_.empty() || !is_printable_ascii(rest_.substr(0, 1))) return std::nullopt;
      text += rest_.front();
      rest_.remove_prefix(1);
    }
    return std::nullopt;
  }

  std::optional<std::int64_t> whole() {
    const std::size_t size = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    if (size == 0 || size > most_digits || (size > 1 && rest_.front() == '0')) return std::nullopt;
    std::int64_t number = 0;
    std::from_chars(rest_.data(), rest_.data() + size, number);
    rest_.remove_prefix(size);
    return number;
  }

 private:
  std::string_view rest_;
};

bool take_components(FieldCursor& cursor, std::vector<std::string>& components) {
  if (!cursor.take('(')) return false;
  while (!cursor.take(')')) {
    if (!components.empty() && !cursor.take(' ')) return false;
    auto name = cursor.quoted();
    if (!name || std::ranges::find(components, *name) != components.end()) return false;
    components.push_back(*std::move(name));
  }
  return true;
}

bool take_parameters(FieldCursor& cursor, std::vector<SignatureParameter>& parameters) {
  while (cursor.take(';')) {
    auto key = cursor.key();
    const bool is_new =
        key && std::ranges::find(parameters, *key, &SignatureParameter::first) == parameters.end();
    if (!is_new || !cursor.take('=')) return false;
    if (const auto number = cursor.whole()) {
      parameters.emplace_back(*std::move(key), *number);
    } else if (auto text = cursor.quoted()) {
      parameters.emplace_back(*std::move(key), *std::move(text));
    } else {
      return false;
    }
  }
  return true;
}

/// The bytes of `label=:base64:`.
std::optional<std::string> byte_member(std::string_view field, std::string_view label) {
  if (!field.starts_with(label)) return std::nullopt;
  field.remove_prefix(label.size());
  if (field.size() < 3 || !field.starts_with("=:") || !field.ends_with(':')) return std::nullopt;
  return from_base64(field.substr(2, field.size() - 3));
}

std::string member_of_bytes(std::string_view label, Bytes bytes) {
  return std::string(label) + "=:" + base64(bytes) + ':';
}

template <typename Value>
std::optional<Value> exactly(const std::optional<std::string>& bytes) {
  Value value;
  if (!bytes || bytes->size() != value.bytes.size()) return std::nullopt;
  std::ranges::copy(*bytes, value.bytes.begin());
  return value;
}

constexpr std::string_view digest_label = "sha-256";

}  // namespace

std::string to_text(const SignatureInput& input) {
  std::string text = "(";
  for (const std::string& name : input.components) {
    if (text.size() > 1) text += ' ';
    append_quoted(name, text);
  }
  text += ')';
  for (const auto& [key, value] : input.parameters) {
    text += ';' + key + '=';
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      text += std::to_string(*number);
    } else {
      append_quoted(std::get<std::string>(value), text);
    }
  }
  return text;
}

std::optional<SignatureInput> parse_signature_input(std::string_view field, std::string_view label) {
  FieldCursor cursor(field);
  const auto key = cursor.key();
  if (!key || *key != label || !cursor.take('=')) return std::nullopt;
  SignatureInput input;
  if (!take_components(cursor, input.components) || !take_parameters(cursor, input.parameters) ||
      !cursor.at_end()) {
    return std::nullopt;
  }
  return input;
}

std::optional<std::string> signature_base(const SignatureInput& input,
                                          std::span<const CoveredComponent> components) {
  invariant(std::ranges::equal(input.components, components, {}, {}, &CoveredComponent::name),
            "what is signed has the components that are covered");
  std::string base;
  for (const CoveredComponent& component : components) {
    if (component.value.find('\n') != std::string::npos) return std::nullopt;
    append_quoted(component.name, base);
    base += ": " + component.value + '\n';
  }
  return base + "\"@signature-params\": " + to_text(input);
}

std::string signature_field(std::string_view label, const Signature& signature) {
  return member_of_bytes(label, signature.bytes);
}

std::optional<Signature> parse_signature_field(std::string_view field, std::string_view label) {
  return exactly<Signature>(byte_member(field, label));
}

std::string content_digest_field(const Digest& body) { return member_of_bytes(digest_label, body.bytes); }

std::optional<Digest> parse_content_digest(std::string_view field) {
  return exactly<Digest>(byte_member(field, digest_label));
}

}  // namespace lcl
