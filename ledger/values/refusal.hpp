// SPDX-License-Identifier: Apache-2.0
// The vocabulary of refusals. An enumerator is the public word: the JSON
// string, the sample's file name and the heading in schemas/refusals.md. Their
// order is their precedence: where several rules are broken at once, the first
// word below is the one that is said.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lcl {

// word, remedy (what to do, an imperative sentence)
#define LCL_REFUSALS(X)                                                                                      \
  /* the file */                                                                                             \
  X(empty_log, "submit a file with at least one event")                                                      \
  X(byte_order_mark, "save the file as UTF-8 without a byte-order mark")                                     \
  X(not_utf8, "save the file as UTF-8")                                                                      \
  X(nul_byte, "remove the NUL byte; the file may be UTF-16: save it as UTF-8")                               \
  X(line_too_long, "split the line; a line may hold at most 1 MiB")                                          \
  /* NDJSON */                                                                                               \
  X(malformed_json, "write one JSON object per line (RFC 8259)")                                             \
  X(duplicate_key, "keep one of the two values")                                                             \
  X(too_deep, "flatten the value; events nest at most 32 deep")                                              \
  X(not_an_object, "write each event as a JSON object")                                                      \
  /* CSV */                                                                                                  \
  X(wrong_separator, "export the file with a comma as separator")                                            \
  X(unknown_header, "rename or remove the column")                                                           \
  X(repeated_header, "keep one of the two columns")                                                          \
  X(missing_header, "add the column")                                                                        \
  X(unclosed_quote, "close the quote, and double quotes inside it (RFC 4180)")                               \
  X(malformed_quote, "quote the whole cell, and double the quotes inside it (RFC 4180)")                     \
  X(ragged_row, "give the row as many cells as the header")                                                  \
  /* fields */                                                                                               \
  X(missing_field, "add the field")                                                                          \
  X(unknown_kind, "use one of the kinds of schemas/README.md")                                               \
  X(unknown_field, "remove or rename the field")                                                             \
  X(wrong_type, "write the value in the type that the schema asks for")                                      \
  X(malformed_number, "write plain digits with a point: no exponent, no sign but a minus, no leading zero")  \
  X(too_many_digits, "round to at most 9 digits after the point")                                            \
  X(number_out_of_range, "check the unit; the value is outside the range that the schema allows")            \
  X(malformed_timestamp, "write RFC 3339 with a zone, as in 2026-02-02T09:15:00Z")                           \
  X(malformed_text, "remove control characters, and shorten the text to what the schema allows")             \
  X(unknown_value, "use one of the values of the schema")                                                    \
  X(malformed_list, "write legs as mode:km;mode:km and parts as part:quantity:origin;…")                     \
  X(malformed_siret, "write the 14 digits of the SIRET; its last digit is a check digit")                    \
  X(malformed_country, "write the ISO 3166-1 alpha-2 code, as in FR")                                        \
  X(missing_identifier, "give an IMEI, or manufacturer and serial")                                          \
  X(malformed_imei, "write the IMEI as 15 digits (14 or 16 are read too), as text")                          \
  X(imei_check_digit, "read the IMEI again; its last digit does not match")                                  \
  X(malformed_serial, "write the serial in printable ASCII without a colon")                                 \
  /* what the methodology and the registry know */                                                           \
  X(unknown_category, "use a category of the project's methodology")                                         \
  X(unknown_mode, "use a transport mode of the project's methodology")                                       \
  X(unknown_part, "use a part that the project's methodology lists for the category")                        \
  X(unknown_country, "use a country that the project's methodology has a factor for")                        \
  X(unknown_participant, "register the participant first: lcl participant register")                         \
  X(before_notification, "leave it out; nothing before the project's notification counts")                   \
  X(after_closure, "leave it out; the project was closed before")                                            \
  X(in_the_future, "check the clock and the time zone of the sender")                                        \
  /* the device */                                                                                           \
  X(identity_conflict, "find out which device this is; its identifiers belong to two")                       \
  X(device_of_another_project, "submit it to the project that collected the device")                         \
  X(out_of_order, "submit the device's events in time order, or void the later ones first")                  \
  X(cycle_already_open, "record the resale or disposal of the device first, or leave the collection out")    \
  X(reconditioning_before_collection, "record the collection first")                                         \
  X(resale_before_reconditioning, "record a reconditioning with outcome reconditioned first")                \
  X(return_before_resale, "record the resale first")                                                         \
  X(disposal_before_collection, "record the collection first")                                               \
  X(void_of_unknown_event, "give the seq of an event of this device")                                        \
  X(void_of_void, "submit the right event anew instead; a void cannot be voided")                            \
  X(void_not_last, "void the device's events from its last one backwards")                                   \
  /* statements */                                                                                           \
  X(malformed_statement, "write it as schemas/README.md describes the act")                                  \
  X(wrong_registry, "use the statement in the registry it was signed for")                                   \
  X(unknown_head, "prepare it again on a head that this ledger has signed")                                  \
  X(not_enrolled, "ask the certifier to grant the key: lcl key grant")                                       \
  X(key_was_revoked, "sign with a key that is still granted")                                                \
  X(wrong_role, "have it signed in a role that may do this; see schemas/README.md")                          \
  X(wrong_party, "have it signed by the project's developer")                                                \
  X(key_already_granted, "leave it; the key has been granted already")                                       \
  X(unknown_key, "list the keys with lcl key list")                                                          \
  X(last_certifier_key, "grant another certifier key first")                                                 \
  X(participant_already_registered, "leave it; the participant is registered")                               \
  X(unknown_approval, "name an approval that stands: lcl participant show")                                  \
  X(already_suspended, "reinstate the participant first")                                                    \
  X(not_suspended, "leave it; the participant is not suspended")                                             \
  X(nothing_to_erase, "name an entry that has a private part: lcl log")                                      \
  X(unknown_methodology, "adopt the methodology first: lcl methodology adopt")                               \
  X(methodology_already_adopted, "leave it; this very document is adopted already")                          \
  X(project_already_notified, "choose another project id")                                                   \
  X(unknown_project, "notify the project first: lcl project notify")                                         \
  X(wrong_project_state, "take the project's acts in order; lcl project show PROJECT tells where it stands") \
  X(mandants_beyond_limit, "keep to the one change of the list that the label admits")                       \
  X(period_overlaps, "report the same period again, or one that begins where the last ended")                \
  X(unknown_report, "name the last report of its period: lcl report list PROJECT")                           \
  X(unknown_opinion, "name the opinion that stands on the report: lcl report list PROJECT")                  \
  X(number_already_committed, "commit to a new number; lcl sample commit makes one")                         \
  X(unknown_commitment, "name the auditor's last commitment before the report: lcl sample list PROJECT")     \
  X(committed_too_late, "commit first, then have the period reported again")                                 \
  X(wrong_number, "reveal the number of the file that lcl sample commit wrote")                              \
  X(unknown_sample, "name a sample of the project: lcl sample list PROJECT")                                 \
  X(not_sampled, "give results of cycles that were drawn: lcl sample show PROJECT SEQ")                      \
  X(nothing_to_sample, "leave it; the report credits no cycle")                                              \
  X(unknown_question, "name a question of the project: lcl question list PROJECT")                           \
  X(malformed_opening, "use the file as lcl sample open wrote it")                                           \
  X(opinion_already_given, "reopen the opinion that stands first: lcl opinion reopen")                       \
  X(not_independent, "have the report audited by someone with no other part in the project")                 \
  X(opinion_modified, "correct what the auditor found, and report the period again")                         \
  X(misstatement_material, "correct what is misstated, and report the period again")                         \
  X(exclusivity_not_declared, "have the developer declare it: lcl project exclusive")                        \
  X(sum_differs, "add the misstatements up again, without their signs")                                      \
  X(unknown_units, "name units of this project as lcl units list shows them")                                \
  X(serial_check_digits, "copy the serial again; its check digits do not match")                             \
  X(units_not_held, "leave them; what was retired or cancelled stays so")                                    \
  X(impossible_date, "correct the date")                                                                     \
  X(report_outdated, "report the period again; corrections have changed its figures")                        \
  X(figures_differ, "prepare it again; the figures do not follow from the entries")                          \
  X(vintage_in_debt, "settle the debt first: cancel units still held, or set it off")                        \
  X(nothing_to_issue, "wait; less than one unit is owed")                                                    \
  X(nothing_to_set_off, "set off no more than the debt, nor than the later vintage is owed")                 \
  X(private_part_differs, "hand in the private part that the act names, unchanged")                          \
  X(bad_signature, "sign the statement again with the key it names")                                         \
  X(replayed, "leave it; the very same statement is in the ledger already")                                  \
  X(submission_outdated, "prepare it again; the ledger has moved on for these devices")                      \
  X(manifest_mismatch, "prepare it again; the staged events are not those that were signed")                 \
  /* methodology documents */                                                                                \
  X(methodology_malformed, "correct the document; see schemas/methodologies/README.md")                      \
  X(methodology_syntax, "correct the formula; see the grammar in schemas/methodologies/README.md")           \
  X(methodology_unknown_name, "use a fact, parameter, table or earlier step that exists")                    \
  X(methodology_recursion, "refer only to steps above; a step cannot depend on itself")                      \
  X(methodology_wrong_unit, "make the units of both sides agree")                                            \
  X(methodology_missing_row, "add the row to the table, or declare a fallback with otherwise")               \
  X(methodology_division_by_zero, "guard the divisor")                                                       \
  X(methodology_overflow, "use smaller factors; a value left 128 bits")                                      \
  X(methodology_too_large, "simplify the document; it exceeds a limit of schemas/methodologies/README.md")   \
  X(methodology_vector_failed, "correct the formulas or the expected values of the vector")                  \
  /* the registry's folder */                                                                                \
  X(registry_exists, "choose another folder")                                                                \
  X(wrong_pepper, "put this registry's own pepper.key back")                                                 \
  X(ledger_behind_head, "put the newer ledger.db back; this copy lacks entries that were signed")

enum class Refusal : std::uint16_t {
#define LCL_REFUSAL(name, remedy) name,
  LCL_REFUSALS(LCL_REFUSAL)
#undef LCL_REFUSAL
};

[[nodiscard]] std::string_view word(Refusal refusal) noexcept;
[[nodiscard]] std::string_view remedy(Refusal refusal) noexcept;
[[nodiscard]] std::optional<Refusal> refusal_from_word(std::string_view text) noexcept;

/// Where in a file something stands; each part is 0 or empty where there is none.
struct Place {
  std::uint64_t line = 0;    ///< from 1
  std::uint64_t column = 0;  ///< from 1, in bytes
  std::string field;         ///< the JSON key or path (`legs[0].mode`), or the CSV header's name
  friend bool operator==(const Place&, const Place&) = default;
};

/// One refusal: the word, the place, and what was found there (lower case, no
/// full stop). What to do is `remedy(refusal)`.
struct Refused {
  Refusal refusal{};
  Place place;
  std::string message;
};

}  // namespace lcl
