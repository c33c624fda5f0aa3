// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/forms.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/kit/files.hpp"
#include "cli/kit/references.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/listing/export_origin.hpp"
#include "ledger/texts/listing/listing_page.hpp"
#include "ledger/texts/listing/workbook.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/page/html.hpp"
#include "ledger/texts/page/pdf.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::array<std::string_view, 6> form_words{"table", "csv", "xlsx", "json", "html", "pdf"};
constexpr std::array<std::string_view, 5> choices{"format", "output", "force", "locale", "at"};

/// The file that the answer goes to; nullptr: standard output.
const std::string* file_of(const Call& call) {
  const std::string* file = call.arguments.maybe("output");
  return file == nullptr || *file == standard_stream ? nullptr : file;
}

std::optional<Form> form_by_ending(const std::string& file) {
  const std::size_t dot = file.rfind('.');
  if (dot == std::string::npos || file.find('/', dot) != std::string::npos) return std::nullopt;
  const std::string ending = file.substr(dot + 1);
  if (ending == "txt") return Form::table;
  return form_named(ending);
}

Form form_asked_for(const Call& call, Form unasked) {
  const std::string* file = file_of(call);
  if (call.arguments.has("format")) {
    const Form form = *form_named(call.arguments.word("format", form_words));
    if (call.answer.json() && file == nullptr && form != Form::json)
      throw UsageError(phrase("--json answers in JSON; leave --format out or give --output"));
    return form;
  }
  if (file == nullptr) return call.answer.json() ? Form::json : unasked;
  if (const auto form = form_by_ending(*file)) return *form;
  throw UsageError(phrase(
      "--output: \"{}\" ends in none of .csv, .xlsx, .json, .html, .pdf and .txt: give --format", *file));
}

Form form_of(const Call& call, Forms forms) {
  if (forms == Forms::all) return form_asked_for(call, Form::table);
  const Form form = form_asked_for(call, Form::json);
  if (form != Form::json) throw UsageError(phrase("there is no {} of this, but JSON alone", word(form)));
  return form;
}

page::Page page_of(const Exportable& answer, page::Language language) {
  return answer.page ? answer.page(language) : listing_page(answer.listing(), language);
}

/// What is exported, and the form that was asked for.
struct Export {
  Form form{};
  page::Language language{};
};

Export export_of(const Call& call, Forms forms) {
  const Form form = form_of(call, forms);
  // A table of text is what a terminal shows, in the language that is spoken.
  const Export chosen{form, form == Form::table ? spoken() : locale_of(call.arguments)};
  if (call.arguments.has("locale") && (chosen.form == Form::table || chosen.form == Form::json))
    throw UsageError(phrase("--locale belongs to csv, xlsx, html and pdf"));
  const bool is_binary = chosen.form == Form::xlsx || chosen.form == Form::pdf;
  if (is_binary && file_of(call) == nullptr && ::isatty(STDOUT_FILENO) == 1)
    throw UsageError(phrase("a terminal cannot show {}: give --output", word(chosen.form)));
  return chosen;
}

ExportOrigin origin_of(const Call& call, const Export& chosen, const Listing& listing,
                       const std::string& bytes) {
  return {.question = question_of(call),
          .form = std::string(word(chosen.form)),
          .locale = std::string(code(chosen.language)),
          .ledger = listing.basis.origin,
          .head = listing.basis.head,
          .bytes = bytes.size(),
          .sha256 = sha256(bytes),
          .methodologies = listing.basis.methodologies,
          .program_version = LCL_VERSION};
}

/// Both files or neither.
void write_export(Call& call, const Export& chosen, const Exportable& answer, const std::string& file) {
  const Listing listing = [&] {
    const Speaking as_the_file(chosen.language);
    return answer.listing();
  }();
  const std::string bytes = bytes_in(chosen.form, chosen.language, answer, listing.basis.head);
  OutputFile output = output_file(call.arguments, file, MayRead::everyone);
  output.stream() << bytes;
  Json said = {{"sha256", hex(sha256(bytes))}, {"written", file}};
  if (is_written_through(file)) {
    output.keep();
  } else {
    const std::string beside = origin_file_of(file);
    OutputFile origin = output_file(call.arguments, beside, MayRead::everyone);
    origin.stream() << export_origin_text(origin_of(call, chosen, listing, bytes));
    origin.settle();
    output.settle();
    origin.keep();
    output.keep();
    said["origin"] = beside;
  }
  call.give(said, "");
  call.answer.remark(said.contains("origin")
                         ? phrase("wrote {} and, beside it, what it was computed from", printable(file))
                         : phrase("wrote {}", printable(file)));
  call.answer.remark_basis();
}

}  // namespace

std::string_view word(Form form) noexcept { return form_words[static_cast<std::size_t>(form)]; }

page::Language locale_of(const Arguments& given) {
  if (!given.has("locale")) return page::Language::english;
  return *lcl::language_of(given.word("locale", language_codes));
}

std::optional<Form> form_named(std::string_view word) noexcept {
  const auto* const found = std::find(form_words.begin(), form_words.end(), word);
  if (found == form_words.end()) return std::nullopt;
  return static_cast<Form>(found - form_words.begin());
}

Exportable as_listing(const std::function<Listing()>& listing) {
  return {.json =
              [listing] {
                const Listing made = listing();
                Json json = listing_json(made);
                json["notices"] = notices_json(made.notices);
                return json;
              },
          .text =
              [listing] {
                const Listing made = listing();
                return listing_text(made) + notices_text(made.notices);
              },
          .listing = listing};
}

std::vector<Option> with_forms(std::vector<Option> options) {
  options.insert(
      options.end(),
      {at_option,
       {"format", "FORMAT", "table, csv, xlsx, json, html or pdf; else as FILE ends"},
       {"output", "FILE", "write to this file instead of standard output, and its origin beside it"},
       {"locale", "LOCALE", "en (if not given) or fr: a French spreadsheet's CSV, a French page"},
       force_option});
  return options;
}

bool is_of_form(std::string_view option) noexcept {
  return std::find(choices.begin(), choices.end(), option) != choices.end();
}

std::vector<std::string> question_of(const Call& call) {
  std::vector<std::string> words;
  std::string_view rest = call.command.name;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    words.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const std::vector<std::string>& positionals = call.arguments.positionals();
  words.insert(words.end(), positionals.begin(), positionals.end());
  for (const Option& option : call.command.options) {
    if (is_of_form(option.name) || !call.arguments.has(option.name)) continue;
    if (option.value.empty()) words.push_back("--" + std::string(option.name));
    for (const std::string& value :
         option.value.empty() ? std::vector<std::string>{} : call.arguments.all(option.name)) {
      words.push_back("--" + std::string(option.name));
      words.push_back(value);
    }
  }
  return words;
}

Instant stands_at(Call& call) {
  const OpenLedger& ledger = call.ledger().opened();
  const bool is_kept = call.take || call.arguments.has("output") || call.arguments.has("at");
  return is_kept ? ledger.log().time_of(ledger.head().size - 1) : now();
}

ListingBasis basis_of(Call& call) {
  const OpenLedger& ledger = call.ledger().opened();
  std::string question = "lcl";
  for (const std::string& each : question_of(call)) question += ' ' + shell_word(each);
  return {.origin = ledger.state().origin(),
          .head = ledger.head(),
          .time = ledger.log().time_of(ledger.head().size - 1),
          .question = std::move(question),
          .program = "lcl " LCL_VERSION};
}

Json document_of(const Exportable& answer, const Head& head) {
  Json json = answer.json();
  if (!json.contains("head")) json["head"] = head_json(head);
  return json;
}

std::string bytes_in(Form form, page::Language language, const Exportable& answer, const Head& head) {
  const Speaking as_the_file(language);
  switch (form) {
    case Form::table:
      return answer.text();
    case Form::csv:
      return listing_csv(answer.listing(), language);
    case Form::xlsx:
      return workbook_of(answer.listing(), language);
    case Form::html:
      return page::html_of(page_of(answer, language));
    case Form::pdf:
      return page::pdf_of(page_of(answer, language));
    case Form::json:
      break;
  }
  return canonical(document_of(answer, head)) + '\n';
}

void require_form(const Call& call, Forms forms) {
  if (!call.take) (void)export_of(call, forms);
}

Exit give_exportable(Call& call, const Exportable& answer) {
  if (call.take) {
    call.take(answer);
    return Exit::done;
  }
  const Export chosen = export_of(call, answer.text ? Forms::all : Forms::json_alone);
  if (const std::string* file = file_of(call)) {
    write_export(call, chosen, answer, *file);
  } else if (chosen.form == Form::table || call.answer.json()) {
    call.give(answer.json, answer.text);
  } else {
    call.answer.write(bytes_in(chosen.form, chosen.language, answer, call.ledger().head()));
    call.answer.remark_basis();
  }
  return Exit::done;
}

std::string origin_file_of(const std::string& file) { return file + ".origin.json"; }

}  // namespace lcl::cli
