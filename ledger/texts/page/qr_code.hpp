// SPDX-License-Identifier: Apache-2.0
// A QR code (ISO/IEC 18004) as a drawing: black on white in every light, with
// the quiet zone that readers need.
#pragma once

#include <string>

#include "ledger/texts/page/drawing.hpp"

namespace lcl::page {

/// `text` as bytes, with error correction of level M. Throws Error (unavailable) where it is too long for one
/// code: more than 2,331 bytes.
[[nodiscard]] Drawing qr_code(const std::string& text);

}  // namespace lcl::page
