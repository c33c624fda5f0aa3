// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/signed_note.hpp"

#include <fmt/format.h>

#include "ledger/values/phrase.hpp"

namespace lcl {

std::optional<Checkpoint> checkpoint_signed_in(FindingList& findings, std::string_view note,
                                               const std::optional<NoteVerifier>& key, const NoteAt& at) {
  const auto refuse = [&](FindingWord word, std::string_view why) {
    findings.add(Finding{word, std::nullopt, at.size, fmt::format("{}{}", at.which, why)});
    return std::nullopt;
  };
  const std::optional<Note> parsed = parse_note(note);
  if (!parsed) return refuse(at.not_one, phrase("not a signed note"));
  const std::optional<Checkpoint> checkpoint = parse_checkpoint_text(parsed->text);
  if (!checkpoint) return refuse(at.not_one, phrase("its text is not a checkpoint's"));
  if (!key) return checkpoint;
  if (checkpoint->origin != key->name)
    return refuse(at.not_one, phrase("it is of the log {}, and not of {}", checkpoint->origin, key->name));
  switch (verify_note(*parsed, *key)) {
    case NoteVerdict::verified:
      return checkpoint;
    case NoteVerdict::unknown_key:
      return refuse(FindingWord::wrong_checkpoint_signature, phrase("it is not signed by the log key"));
    case NoteVerdict::bad_signature:
      return refuse(FindingWord::wrong_checkpoint_signature,
                    phrase("the log key's signature does not verify"));
  }
  return std::nullopt;
}

NoteAt from_outside(std::size_t index) {
  return {phrase("number {} of those given from outside: ", index + 1), std::nullopt,
          FindingWord::foreign_checkpoint};
}

void hold_to_keys(FindingList& findings, const RegistryState& state, const Anchors& anchors) {
  const std::string found = vkey({state.origin(), state.log_key()});
  if (anchors.log_key && vkey(*anchors.log_key) != found) {
    findings.add(FindingWord::wrong_log_key, 0,
                 phrase("found {}, expected {}", found, vkey(*anchors.log_key)));
  }
  const Digest certifier = state.certifier().fingerprint();
  if (anchors.certifier && certifier != *anchors.certifier) {
    findings.add(FindingWord::wrong_certifier, 0,
                 phrase("found {}, expected {}", hex(certifier), hex(*anchors.certifier)));
  }
}

}  // namespace lcl
