// SPDX-License-Identifier: Apache-2.0
// JSON read strictly and written canonically (RFC 8785 with our two limits:
// integers within ±(2^53−1) only, so no floating point can enter).
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace lcl {

/// A document. Holds objects, arrays, strings, booleans, null and 64-bit signed
/// integers; never a floating point number.
using Json = nlohmann::json;

struct JsonLimits {
  std::size_t depth = 32;         ///< nested arrays and objects
  std::size_t bytes = 1U << 20U;  ///< of the whole text
};

/// Why a text was not taken, and where: `offset` is a byte offset into it.
struct JsonFault {
  enum class Kind {
    malformed,      ///< not RFC 8259
    not_utf8,       ///< not well-formed UTF-8, a lone surrogate, or a byte-order mark
    duplicate_key,  ///< the same key twice in an object
    too_deep,
    too_long,
    number_not_integer,  ///< a fraction, an exponent, `-0`, or beyond ±(2^53−1)
  };
  Kind kind = Kind::malformed;
  std::size_t offset = 0;
  std::string message;  ///< what was found and what was expected, lower case
};

/// `text` as a document, or the first fault in it. The offset is that of the first byte of the
/// token at fault. Trailing white space is allowed, trailing text is not.
[[nodiscard]] std::variant<Json, JsonFault> parse_json(std::string_view text, JsonLimits limits = {});

/// The canonical form (RFC 8785): keys sorted by UTF-16 code units, no white
/// space. Stops the program if `document` holds a floating point number or an
/// integer beyond ±(2^53−1). Strings must be valid UTF-8. The stack it takes
/// grows with the nesting, so what people send must have come through parse_json.
[[nodiscard]] std::string canonical(const Json& document);

/// `text`, which must be valid UTF-8, as a JSON string with its quotes, escaped as RFC 8785 §3.2.2.2 has it.
void append_json_string(std::string_view text, std::string& out);

/// Line and column, from 1, of a byte offset: columns count bytes.
struct TextPlace {
  std::size_t line = 1;
  std::size_t column = 1;
};
[[nodiscard]] TextPlace place_of(std::string_view text, std::size_t offset) noexcept;

}  // namespace lcl
