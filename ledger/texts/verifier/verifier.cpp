// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/verifier/verifier.hpp"

#include <string_view>

#include "ledger/texts/verifier/verifier_sources.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/encoding.hpp"

namespace lcl {
namespace {

std::string source_of(std::string_view content) { return "'sha256-" + base64(sha256(content).bytes) + "'"; }

/// Its policy names its own script and style by their digests, so that no other can run in it. It may ask any
/// web server, since any may publish a registry.
std::string made_page() {
  std::string script;
  for (const std::string_view module : verifier_modules) script += module;
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src " +
      source_of(script) + "; style-src " + source_of(verifier_style) +
      "; connect-src http: https:; base-uri 'none'; form-action 'none'\"/>"
      "<meta name=\"referrer\" content=\"no-referrer\"/>"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<title>Low Carbon Ledger: verifier</title><style>";
  page.append(verifier_style).append("</style></head>\n").append(verifier_body);
  page.append("<script type=\"module\">").append(script).append("</script></body></html>\n");
  return page;
}

}  // namespace

const std::string& verifier_page() {
  static const std::string page = made_page();
  return page;
}

}  // namespace lcl
