// SPDX-License-Identifier: Apache-2.0
// An answer in the form that was asked for: as text, CSV, XLSX, JSON, HTML or PDF, on standard output or in
// a file with its origin beside it (schemas/README.md, "Exported file").
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/kit/command.hpp"
#include "ledger/texts/listing/listing.hpp"
#include "ledger/texts/page/language.hpp"
#include "ledger/texts/page/page.hpp"

namespace lcl::cli {

enum class Form : std::uint8_t { table, csv, xlsx, json, html, pdf };
[[nodiscard]] std::string_view word(Form form) noexcept;
[[nodiscard]] std::optional<Form> form_named(std::string_view word) noexcept;

/// The language of --locale; English if it was not given. Throws UsageError.
[[nodiscard]] page::Language locale_of(const Arguments& given);

/// One answer in each way that it can be given; only what is asked for is made.
struct Exportable {
  std::function<Json()> json;
  std::function<std::string()> text = nullptr;  ///< where there is nothing but JSON, there is none
  std::function<Listing()> listing;
  /// For HTML and PDF, where the listing's own page is not meant.
  std::function<page::Page(page::Language language)> page = nullptr;
};

/// A listing just as it is: in JSON and as text too, its notices with it. It is made when it is asked for.
[[nodiscard]] Exportable as_listing(const std::function<Listing()>& listing);

/// `options`, with those by which the form, the file and the ledger's size are chosen.
[[nodiscard]] std::vector<Option> with_forms(std::vector<Option> options);

/// Whether an option chooses form, file or the ledger's size, and is no part of what is asked.
[[nodiscard]] bool is_of_form(std::string_view option) noexcept;
/// The call as the words of a command, without form, file, size and registry: what it asks.
[[nodiscard]] std::vector<std::string> question_of(const Call& call);
/// The instant that an answer speaks of: now, for whoever reads it now; the time of the last entry where it
/// is kept in a file or asked of an earlier size, so that it can be had again.
[[nodiscard]] Instant stands_at(Call& call);
/// What the call's answer is computed from, but for its methodologies.
[[nodiscard]] ListingBasis basis_of(Call& call);

/// Its JSON, with the head that it rests on.
[[nodiscard]] Json document_of(const Exportable& answer, const Head& head);
/// The answer's bytes; the same ledger, question and program give the same.
[[nodiscard]] std::string bytes_in(Form form, page::Language language, const Exportable& answer,
                                   const Head& head);

/// In which forms there is an answer.
enum class Forms : std::uint8_t { all, json_alone };

/// Throws UsageError where the form is not one of these, or not one for where it is to go; before the ledger
/// is read.
void require_form(const Call& call, Forms forms = Forms::all);
/// Gives it; or hands it on, where the call has a taker.
Exit give_exportable(Call& call, const Exportable& answer);

/// Where the origin of an exported file stands: `FILE.origin.json`.
[[nodiscard]] std::string origin_file_of(const std::string& file);

}  // namespace lcl::cli
