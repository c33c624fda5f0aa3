// SPDX-License-Identifier: Apache-2.0
// What a bundle elsewhere is to grow by, from anyone: found to be malformed, or
// written back as it was.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "ledger/publish/growth_text.hpp"
#include "ledger/values/error.hpp"

namespace {

/// The same text, written once more.
std::string rewritten(const std::string& text) {
  std::istringstream in(text);
  lcl::GrowthReader lines(in);
  std::ostringstream out;
  lcl::GrowthWriter rows(out, lines.span());
  for (lcl::GrowthLine line; lines.next(line);) {
    switch (line.kind) {
      case lcl::GrowthLine::Kind::disclosed:
        rows.disclose(line.seq, line.payload.value());
        break;
      case lcl::GrowthLine::Kind::entry:
        rows.append({0, line.entry, line.payload, {}});
        break;
      case lcl::GrowthLine::Kind::checkpoint:
        rows.put_checkpoint(0, line.note);
        break;
    }
  }
  return out.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    lcl::invariant(rewritten(text) == text, "what is read is written as the same text");
  } catch (const lcl::Error&) {
    return 0;
  }
  return 0;
}
