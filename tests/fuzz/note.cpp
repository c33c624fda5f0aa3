// SPDX-License-Identifier: Apache-2.0
// Any bytes as a signed note, a checkpoint's text or a vkey: refused, or made of exactly what was read.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"

namespace {

std::string written(const lcl::Note& note) {
  std::string text = note.text + "\n";
  for (const lcl::NoteSignature& signature : note.signatures) {
    std::string bytes;
    for (unsigned shift = 32; shift > 0; shift -= 8)
      bytes += static_cast<char>(signature.key_id >> (shift - 8));
    bytes += signature.bytes;
    text += "— " + signature.name + " " + lcl::base64(lcl::bytes_of(bytes)) + "\n";
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  // The key of the C2SP signed-note example: its lines in the seeds verify, spoilt ones do not.
  static const auto known =
      lcl::parse_vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  lcl::invariant(known.has_value(), "the vkey of the C2SP example is one");
  if (const auto note = lcl::parse_note(bytes)) {
    lcl::invariant(written(*note) == bytes, "a note that is read is made of its text and signatures");
    static_cast<void>(lcl::verify_note(*note, *known));
  }
  if (const auto checkpoint = lcl::parse_checkpoint_text(bytes)) {
    lcl::invariant(lcl::checkpoint_text(*checkpoint) == bytes,
                   "a checkpoint that is read is written as the same text");
  }
  if (const auto verifier = lcl::parse_vkey(bytes)) {
    lcl::invariant(lcl::vkey(*verifier) == bytes, "a vkey that is read is written as the same text");
  }
  return 0;
}
