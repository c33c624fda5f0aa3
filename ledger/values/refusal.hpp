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

// word, remedy (what to do, lower case, no full stop)
#define LCL_REFUSALS(X)                                                                                     \
  /* the file */                                                                                            \
  X(empty_log, "submit a file with at least one event")                                                     \
  X(byte_order_mark, "save the file as UTF-8 without a byte-order mark")                                    \
  X(not_utf8, "save the file as UTF-8; for a table, or say what it is: --encoding windows-1252")            \
  X(nul_byte, "remove the NUL byte; the file may be UTF-16: save it as UTF-8")                              \
  X(line_too_long, "split the line; a line may hold at most 1 MiB")                                         \
  X(damaged_file, "get the file again from where it came, or save it again from its program")               \
  X(file_too_large, "split the file into several, and submit them one after the other")                     \
  X(not_a_table, "save it from its program as CSV UTF-8 or XLSX, without a password, and submit that file") \
  X(unknown_sheet, "name a sheet that is shown, exactly as its tab does: --sheet NAME")                     \
  /* NDJSON */                                                                                              \
  X(malformed_json, "write one JSON object per line (RFC 8259)")                                            \
  X(duplicate_key, "keep one of the two values")                                                            \
  X(too_deep, "flatten the value; events nest at most 32 deep")                                             \
  X(not_an_object, "write each event as a JSON object")                                                     \
  /* CSV */                                                                                                 \
  X(wrong_separator, "begin the file with a line that names the separator, as in sep=;")                    \
  X(unknown_header, "rename or remove the columns, or leave them out: --ignore-columns all")                \
  X(repeated_header, "keep one of the two columns")                                                         \
  X(missing_header, "add the column, or read a foreign table through a mapping: lcl mapping new FILE")      \
  X(unclosed_quote, "close the quote, and double any quotes inside the cell (RFC 4180)")                    \
  X(malformed_quote, "put the whole cell in quotes, and double any quotes inside it (RFC 4180)")            \
  X(ragged_row, "give the row as many cells as the header")                                                 \
  X(merged_cells,                                                                                           \
    "take the merge apart (Excel: Home, Merge & Center; French: Accueil, Fusionner et centrer), and write " \
    "the value into each row")                                                                              \
  /* cells */                                                                                               \
  X(cell_error,                                                                                             \
    "open the file in the spreadsheet, mend the formula and save, or copy the results and paste them as "   \
    "values only")                                                                                          \
  X(rounded_by_spreadsheet,                                                                                 \
    "format the column as text (Excel: Home, Number format, Text; French: Accueil, Format de nombre, "      \
    "Texte), then put the numbers in again from where they came, and save")                                 \
  X(zero_lost,                                                                                              \
    "format the column as text (Excel: Home, Number format, Text; French: Accueil, Format de nombre, "      \
    "Texte), and write the zero again")                                                                     \
  X(ambiguous_number, "say which the decimal mark is: --decimal comma or --decimal point")                  \
  X(ambiguous_date,                                                                                         \
    "say how dates are written: --dates dmy, mdy or ymd (in a mapping: dates); years need four digits")     \
  X(missing_time,                                                                                           \
    "add the time to the column, or say one for all days without: --time 12:00 (in a mapping: hour)")       \
  X(missing_zone,                                                                                           \
    "say whose clocks wrote it, as in --zone Europe/Paris (in a mapping: zone), or write the zone behind "  \
    "it")                                                                                                   \
  X(clock_change, "write the time with its offset from UTC, as the one of the two that is meant")           \
  /* EPCIS */                                                                                               \
  X(malformed_epcis, "write the document as EPCIS 2.0 and schemas/epcis.md describe it")                    \
  X(unknown_epc,                                                                                            \
    "name the device by IMEI, SGTIN, GIAI or a Digital Link of these, as schemas/epcis.md describes")       \
  /* fields */                                                                                              \
  X(missing_field, "add the field")                                                                         \
  X(unknown_kind, "use one of the kinds of event in schemas/README.md")                                     \
  X(unknown_field, "remove or rename the field")                                                            \
  X(wrong_type, "write the value in the type that the schema asks for")                                     \
  X(malformed_number,                                                                                       \
    "write plain digits with a decimal point: no exponent, no plus sign, no leading zeros")                 \
  X(too_many_digits, "round to at most 9 digits after the point")                                           \
  X(number_out_of_range, "check the unit; the value is outside the range that the schema allows")           \
  X(malformed_timestamp, "write date and time with a time zone (RFC 3339), as in 2026-02-02T09:15:00Z")     \
  X(malformed_text, "remove control characters, and shorten the text to what the schema allows")            \
  X(unknown_value, "use one of the values that the schema lists")                                           \
  X(malformed_list, "write legs as mode:km;mode:km and parts as part:quantity:origin;…")                    \
  X(malformed_siret, "write the 14 digits of the SIRET; the last one is a check digit")                     \
  X(malformed_country, "write the ISO 3166-1 alpha-2 code, as in FR")                                       \
  X(missing_identifier, "give an IMEI, or manufacturer and serial")                                         \
  X(invisible_character, "delete the character, or type the identifier again")                              \
  X(malformed_imei, "write the IMEI as text of 15 digits (14 or 16 are accepted too)")                      \
  X(imei_check_digit, "read the IMEI again; its last digit does not match")                                 \
  X(imei_zero_lost, "format the column as text before the file is saved, and export the IMEIs again")       \
  X(imei_reporting_body, "read the IMEI again, on the device itself (*#06#) or on its box")                 \
  X(malformed_serial, "write manufacturer and serial in printable ASCII, without a colon")                  \
  X(junk_identifier,                                                                                        \
    "give what stands on the device itself; a device that has no identifier left cannot be recorded")       \
  X(misplaced_identifier,                                                                                   \
    "put each number into its own column: the device's IMEI, the maker's serial number, the SIRET")         \
  /* what the methodology and the registry know */                                                          \
  X(imei_needed, "give the device's IMEI: *#06# shows it, and it is on the box")                            \
  X(unknown_category, "use a category of the project's methodology: lcl methodology show")                  \
  X(unknown_mode, "use a transport mode of the project's methodology: lcl methodology show")                \
  X(unknown_part, "use a part that the project's methodology lists for the category: lcl methodology show") \
  X(unknown_country, "use a country for which the project's methodology has a factor")                      \
  X(unknown_erasure_standard, "write the standard as the project's methodology lists it")                   \
  X(model_nearly_listed,                                                                                    \
    "write the model as the methodology lists it; if it is another one, add confirmed with the value true " \
    "(the cycle then takes the method's lowest factor)")                                                    \
  X(unlikely_quantity,                                                                                      \
    "check the unit and the decimal point; if the quantity is right, add confirmed with the value true "    \
    "(the cycle then takes the method's lowest factor)")                                                    \
  X(earns_nothing,                                                                                          \
    "complete or correct what the rule looks at, if it is otherwise in truth; without --strict it is "      \
    "recorded as it is")                                                                                    \
  X(unknown_participant, "register the participant first: lcl participant register")                        \
  X(before_notification, "leave the event out; nothing before the project's notification counts")           \
  X(after_closure, "leave the event out; the project was already closed")                                   \
  X(collected_under_another_methodology,                                                                    \
    "submit the device's events to the project named; a cycle keeps the methodology of its collection")     \
  X(in_the_future, "check the sender's clock and time zone")                                                \
  X(newest_first, "sort the rows by occurred_at, the oldest first, and submit the file again")              \
  /* the device */                                                                                          \
  X(identity_conflict, "find out which device this is; its identifiers belong to two devices")              \
  X(device_of_another_project, "submit it to the project that collected the device")                        \
  X(out_of_order,                                                                                           \
    "submit the device's events in order of time; to change what is recorded: lcl correct PROJECT LOG")     \
  X(cycle_already_open,                                                                                     \
    "record the device's resale or disposal first; to change what is recorded: lcl correct PROJECT LOG")    \
  X(reconditioning_before_collection, "record the collection first")                                        \
  X(resale_before_reconditioning,                                                                           \
    "record the reconditioning that came before it; to change what is recorded: lcl correct PROJECT LOG")   \
  X(return_before_resale, "record the resale first")                                                        \
  X(disposal_before_collection, "record the collection first")                                              \
  X(void_of_unknown_event, "give the entry number (seq) of an event of this device")                        \
  X(void_of_void, "submit the right event again; a void cannot be voided")                                  \
  X(void_not_last, "void the device's events one by one, starting from the last")                           \
  /* statements */                                                                                          \
  X(wrong_clock, "set the clock of this machine; if it is right, do it again with --accept-clock")          \
  X(malformed_statement, "write the act as schemas/README.md describes it")                                 \
  X(wrong_registry, "use the statement in the registry for which it was signed")                            \
  X(unknown_head, "prepare the statement again on this ledger's last checkpoint")                           \
  X(seen_expired, "prepare the statement again and sign it anew, if it is still meant")                     \
  X(not_enrolled, "ask the certifier to grant the key: lcl key grant")                                      \
  X(key_was_revoked, "sign with a key that is still granted")                                               \
  X(wrong_role, "have it signed by someone whose role allows it; see schemas/README.md")                    \
  X(wrong_party,                                                                                            \
    "have it signed by the project's developer, or by whoever made what it is about; the certifier takes "  \
    "back what anybody recorded")                                                                           \
  X(key_already_granted, "use the key if it is still granted; otherwise make a new one")                    \
  X(possession_not_proven, "have the key's owner sign a request with it: lcl key request")                  \
  X(key_of_a_holder,                                                                                        \
    "have the holder's key replaced, which its present key can stop for 30 days: lcl holder replace")       \
  X(unknown_key, "choose a key from lcl key list")                                                          \
  X(unknown_holder, "choose a holder from lcl holder list")                                                 \
  X(replacement_pending, "wait until the day named; until then the present key can stop the replacement")   \
  X(nothing_to_stop, "nothing to do; no replacement of the holder's key is pending")                        \
  X(too_few_certifier_keys, "grant another certifier key first")                                            \
  X(nothing_to_annul, "name the entry of an act on keys that still has effect: lcl key list")               \
  X(participant_already_registered, "nothing to do; the participant is already registered")                 \
  X(contradictory_roles,                                                                                    \
    "choose a party of another number and group; a registration made in error is withdrawn by the "         \
    "certifier: lcl participant withdraw")                                                                  \
  X(unknown_approval, "name an approval that has not been withdrawn: lcl participant show")                 \
  X(not_an_auditor, "name the party as its key was granted, as an auditor's: lcl key list")                 \
  X(unknown_accreditation, "name an accreditation that has not been withdrawn: lcl auditor list")           \
  X(already_suspended, "reinstate the participant first")                                                   \
  X(not_suspended, "nothing to do; the participant is not suspended")                                       \
  X(nothing_to_erase, "name an entry whose private part is still there: lcl log")                           \
  X(unknown_methodology, "adopt the methodology first: lcl methodology adopt")                              \
  X(unfit_predecessor,                                                                                      \
    "name a labelled project of the same developer under another methodology that nothing follows yet")     \
  X(collective_not_allowed, "label it under a methodology that allows collective projects")                 \
  X(project_parameter_unknown, "leave it out; lcl methodology show tells what is asked of projects")        \
  X(project_parameter_missing, "state each value that is asked for, with its source; zero must be said")    \
  X(project_parameter_out_of_span, "check the unit; the methodology says which values are possible")        \
  X(practice_understated,                                                                                   \
    "state at least as much as the other project does, or leave out who takes part in both")                \
  X(methodology_not_approved,                                                                               \
    "adopt it with the decision that approved it: --decision REF --decided-on DATE")                        \
  X(methodology_already_adopted, "nothing to do; this very document has already been adopted")              \
  X(project_already_notified, "choose another project id")                                                  \
  X(developer_without_key,                                                                                  \
    "grant the new developer a key first: lcl key grant KEY --role developer --party SIRET")                \
  X(region_of_fewer_sites, "name the region in which most of the sites are: its authority decides")         \
  X(unknown_project, "notify the project first: lcl project notify")                                        \
  X(wrong_project_state, "take the project's acts in order; lcl project show PROJECT says where it stands") \
  X(mandants_beyond_limit, "keep to the one change of the list that the label allows")                      \
  X(report_out_of_order, "report the period that comes next, or exactly one that was reported before")      \
  X(report_unchanged, "wait for an opinion on the report that stands, or correct the log first")            \
  X(unknown_report, "name the latest report of its period: lcl report list PROJECT")                        \
  X(unknown_declaration, "name a declaration that has not been withdrawn: lcl project show PROJECT")        \
  X(unknown_opinion, "name the opinion in force on the report: lcl report list PROJECT")                    \
  X(number_already_committed, "commit to a new number; lcl sample commit makes one")                        \
  X(unknown_incentive, "name an incentive that was not taken back: lcl project show PROJECT")               \
  X(sample_already_committed,                                                                               \
    "go on with the commitment on record: lcl sample list PROJECT; another auditor may draw a further "     \
    "sample")                                                                                               \
  X(unknown_commitment, "name a commitment of the project whose turn it is: lcl sample list PROJECT")       \
  X(already_challenged, "have the auditor draw the sample: lcl sample draw PROJECT --number FILE")          \
  X(not_challenged,                                                                                         \
    "have the certifier challenge the commitment: lcl sample challenge PROJECT --commitment SEQ")           \
  X(wrong_number, "reveal the number in the file that lcl sample commit wrote")                             \
  X(unknown_sample, "name a sample of the project: lcl sample list PROJECT")                                \
  X(not_sampled, "give results only for cycles that were drawn: lcl sample show PROJECT SEQ")               \
  X(not_examined, "give a result for every drawn cycle, not_available where it could not be examined")      \
  X(nothing_to_sample, "leave these reports without a sample: there is nothing that one could examine")     \
  X(unknown_question, "name a question of the project: lcl question list PROJECT")                          \
  X(already_disputed, "wait for the certifier to settle it; what it rejected is not disputed again")        \
  X(unknown_dispute, "name a dispute of the project that is still open: lcl dispute list PROJECT")          \
  X(malformed_opening, "use the file exactly as lcl sample open wrote it")                                  \
  X(reports_apart, "name reports of consecutive periods: lcl report list PROJECT")                          \
  X(opinion_already_given, "reopen the opinion in force first: lcl opinion reopen")                         \
  X(opinion_not_disposed, "name all that the opinion has to answer, and nothing else: --disposes-of")       \
  X(period_is_forgone,                                                                                      \
    "go on with the next period; nothing more is reported, audited or issued on this one")                  \
  X(not_independent, "have the report audited by someone who has no other part in the project")             \
  X(opinion_modified, "resolve what the auditor objected to, then report the period again")                 \
  X(misstatement_material, "correct the misstatements, then report the period again")                       \
  X(period_not_audited, "have the report named audited first: lcl opinion give")                            \
  X(exclusivity_not_declared,                                                                               \
    "have the developer declare exclusivity for the whole period: lcl project exclusive")                   \
  X(sum_differs, "add the misstatements up again, ignoring their signs")                                    \
  X(not_accredited,                                                                                         \
    "have the certifier record the auditor's accreditation: lcl auditor accredit PARTY --body BODY "        \
    "--reference REF --scope TEXT --from DATE --to DATE --key CERTIFIER.pem")                               \
  X(contradicts_record,                                                                                     \
    "settle what is named first: finish the sample, or have the certifier release it; have the period "     \
    "corrected, reported and sampled again; or give a modified opinion")                                    \
  X(unknown_units, "name units of this project, as lcl units list shows them")                              \
  X(serial_check_digits, "copy the serial number again; its check digits do not match")                     \
  X(units_not_held, "choose units that are still held; retired and cancelled units stay so")                \
  X(units_offered, "wait until the offer is accepted or expires, or withdraw it: lcl units withdraw")       \
  X(not_the_holder, "have it signed by who holds the units; lcl units show SERIAL names the holder")        \
  X(offer_not_open, "make a new offer: lcl units assign")                                                   \
  X(not_mandated, "record the signed mandate of the units' holder for this first: lcl units mandate")       \
  X(mandate_pending, "wait until the day named; until then the mandate's giver can object")                 \
  X(impossible_date, "correct the date")                                                                    \
  X(earlier_than_anchored, "give a later time; or dispute the entry, if the signatures in it are false")    \
  X(figures_differ, "prepare the act again; its figures cannot be reproduced from the entries")             \
  X(vintage_in_debt,                                                                                        \
    "settle the debt first, by cancelling units that are still the developer's or by a set-off")            \
  X(nothing_to_issue, "wait until at least one whole unit is owed")                                         \
  X(nothing_to_set_off, "set off no more than the debt, and no more than the other vintage is owed")        \
  X(nothing_to_dispute,                                                                                     \
    "name the entry of another project's collection that gives something back: lcl dispute list PROJECT")   \
  X(beyond_debt, "cancel as a correction no more units than cover the debt: lcl units owed")                \
  X(private_part_differs, "provide the private part that the act names, unchanged")                         \
  X(bad_signature, "sign the statement again with the key it names")                                        \
  X(too_few_endorsements,                                                                                   \
    "prepare the act, and have more certifier keys endorse the draft: lcl key endorse")                     \
  X(replayed, "nothing to do; this very statement is already in the ledger")                                \
  X(submission_outdated, "prepare the submission again; the ledger has changed since")                      \
  X(manifest_mismatch, "prepare the submission again; its staged events are not those that were signed")    \
  /* methodology documents */                                                                               \
  X(methodology_malformed, "correct the document; see schemas/methodologies/README.md")                     \
  X(methodology_syntax, "correct the formula; see the grammar in schemas/methodologies/README.md")          \
  X(methodology_unknown_name, "use a fact, parameter, table or earlier step that exists")                   \
  X(methodology_recursion, "refer only to earlier steps; a step cannot depend on itself")                   \
  X(methodology_wrong_unit, "make the units on both sides agree")                                           \
  X(methodology_missing_row, "add the row to the table, or give a fallback with otherwise")                 \
  X(methodology_division_by_zero, "make sure that the divisor cannot be zero")                              \
  X(methodology_overflow, "use smaller factors; the value does not fit into 128 bits")                      \
  X(methodology_too_large, "simplify the document; it exceeds a limit of schemas/methodologies/README.md")  \
  X(methodology_vector_failed, "correct the formulas, or the values that the vector expects")               \
  /* mappings, and the tables read through them */                                                          \
  X(mapping_malformed, "correct the mapping; see schemas/mappings.md")                                      \
  X(mapping_unfinished, "put what is meant in place of the question mark; see schemas/mappings.md")         \
  X(mapping_column_missing, "write the column in the mapping as the table heads it")                        \
  X(value_not_mapped, "add the value to its map in the mapping, or correct the cell")                       \
  X(row_not_mapped, "add a rule for such rows to the mapping: under events, or under left_out")             \
  X(key_repeated,                                                                                           \
    "leave one row of each key; where the table has a row for each device, map it, and look up the other")  \
  X(key_not_found, "add the key's row to the table that is looked up, or correct the cell")                 \
  X(look_up_too_large, "keep in the table that is looked up only the rows and columns that are needed")     \
  X(malformed_xml,                                                                                          \
    "export the file again; it is not well-formed XML, or exceeds a limit of "                              \
    "schemas/mappings.md")                                                                                  \
  /* the registry's folder */                                                                               \
  X(registry_exists, "choose another folder")                                                               \
  X(wrong_pepper, "put this registry's own pepper.key back")                                                \
  X(ledger_behind_head, "put the newer ledger.db back; this copy lacks entries that were signed")

enum class Refusal : std::uint16_t {
#define LCL_REFUSAL(name, remedy) name,
  LCL_REFUSALS(LCL_REFUSAL)
#undef LCL_REFUSAL
};

[[nodiscard]] std::string_view word(Refusal refusal) noexcept;
/// In the language spoken.
[[nodiscard]] std::string_view remedy(Refusal refusal) noexcept;
[[nodiscard]] std::optional<Refusal> refusal_from_word(std::string_view text) noexcept;

/// Where in a file something stands; each part is 0 or empty where there is none.
struct Place {
  std::uint64_t line = 0;    ///< from 1
  std::uint64_t column = 0;  ///< from 1, in bytes
  std::string field;         ///< the JSON key or path (`legs[0].mode`), or the header's name
  std::string cell = {};     ///< of a table, as spreadsheets name it (`B184`)
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
