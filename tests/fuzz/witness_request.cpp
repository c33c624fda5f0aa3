// SPDX-License-Identifier: Apache-2.0
// Any bytes as a request to a witness, or as its answer: refused, or made of exactly what was read; and none
// is cosigned whose log is not known.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "ledger/chain/cosignature.hpp"
#include "ledger/chain/witness.hpp"
#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  static const auto known =
      lcl::parse_vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  lcl::invariant(known.has_value(), "the vkey of the C2SP example is one");
  static const lcl::Cosigner witness{known->name, known->key};
  if (const auto request = lcl::parse_witness_request(bytes)) {
    lcl::invariant(lcl::to_text(*request) == bytes, "a request that is read is written as the same text");
    lcl::invariant(std::holds_alternative<lcl::WitnessRefusal>(lcl::asked_for(*request, {*known})),
                   "nobody but the log signs its checkpoints");
  }
  if (const auto note = lcl::parse_note(bytes)) {
    lcl::invariant(lcl::verify_cosignature(*note, witness).verdict != lcl::CosignatureVerdict::verified,
                   "nobody but the witness cosigns");
  }
  if (const auto lines = lcl::parse_cosignature_lines(bytes)) {
    std::size_t length = 0;
    for (const std::string& line : *lines) length += line.size();
    lcl::invariant(!lines->empty() && length <= size, "lines are those of the text");
  }
  return 0;
}
