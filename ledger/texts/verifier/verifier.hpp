// SPDX-License-Identifier: Apache-2.0
// The verifier: one HTML page that a visitor keeps, and that checks what a
// registry publishes by itself, with the browser's own Ed25519 and SHA-256. Its
// modules are the .mjs files beside this one, which Node runs as they are.
#pragma once

#include <string>

namespace lcl {

/// The whole page: always the same bytes of one version of the program, so that its SHA-256 can be compared.
[[nodiscard]] const std::string& verifier_page();

}  // namespace lcl
