// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/check_export.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/anchors.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/outside_question.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/listing/export_origin.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t max_export_bytes = std::size_t{1} << 30U;

/// What a ledger answers to a question now.
struct Answered {
  Digest content;
  Digest sha256;  ///< of the bytes in the form that was asked for
};

/// Of the file: whether the ledger gives it again. Only its bytes tell: whoever forges a file can write any
/// digest beside it.
enum class Verdict {
  same,
  differs,
  other_program,  ///< it differs, but another version of the program says that it wrote it
  unknown,
};

std::string verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::same:
      return "same";
    case Verdict::differs:
      return "differs";
    case Verdict::other_program:
      return "other_program";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

/// The question as a call of its command. Throws UsageError where it is none that can be exported: an origin
/// may be anyone's.
Call call_asking(const ExportOrigin& origin, Answer& answer) {
  const Found found = find_command(origin.question);
  if (found.command == nullptr)
    throw UsageError(
        phrase("its origin names \"{}\", whose answer is no export", printable(origin.question.front())));
  const std::vector<std::string> rest(origin.question.begin() + static_cast<std::ptrdiff_t>(found.words),
                                      origin.question.end());
  Call asking = call_from_outside(*found.command, rest, answer);
  if (question_of(asking) != origin.question)
    throw UsageError(phrase("its origin asks in another way than lcl writes down"));
  return asking;
}

/// Nothing where `ledger` refuses the question.
std::optional<Answered> ask(const ExportOrigin& origin, const std::shared_ptr<Ledger>& ledger) {
  Answer unheard(true);  // a refusal is no answer of ours; it is never delivered
  Call asking = call_asking(origin, unheard);
  asking.opened = ledger;
  std::optional<Answered> answered;
  const auto form = form_named(origin.form);
  const auto language = lcl::language_of(origin.locale);
  if (!form || !language)
    throw UsageError(phrase("its origin names a form or locale that lcl does not write"));
  const Speaking as_the_file(*language);
  asking.take = [&](const Exportable& exported) {
    answered = {content_of(exported.listing()), sha256(bytes_in(*form, *language, exported, ledger->head()))};
  };
  if (asking.command.run(asking) == Exit::done && !answered)
    throw UsageError(phrase("its origin asks what lcl does not export"));
  return answered;
}

Verdict verdict_on(const std::optional<Answered>& answered, const ExportOrigin& origin) {
  if (answered && answered->sha256 == origin.sha256) return Verdict::same;
  return origin.program_version == LCL_VERSION ? Verdict::differs : Verdict::other_program;
}

/// What the ledger at hand says of it.
struct Recomputed {
  Verdict then = Verdict::unknown;   ///< at the size that it was computed at
  Verdict today = Verdict::unknown;  ///< whether its head says what that size did
  Head head{};
  std::string why;  ///< nothing was recomputed
};

Recomputed recomputed(const Call& call, const ExportOrigin& origin) {
  const auto ledger = std::make_shared<Ledger>(call.registry_at_hand());
  require_fit(*ledger, anchors_of(call.arguments, Anchoring::keys));
  Recomputed found;
  found.head = ledger->head();
  if (ledger->state().origin() != origin.ledger) {
    found.why = phrase("it was computed from {}, and this is {}", printable(origin.ledger),
                       printable(ledger->state().origin()));
    return found;
  }
  if (found.head.size < origin.head.size) {
    found.why = phrase("it was computed at {} entries, and this ledger has {}", whole(origin.head.size),
                       whole(found.head.size));
    return found;
  }
  const auto before = std::make_shared<Ledger>(call.registry());
  before->go_back_to(origin.head.size);
  // Of another history of the same name nothing can hold.
  if (before->head().root != origin.head.root) {
    found.then = found.today = Verdict::differs;
    return found;
  }
  const std::optional<Answered> then = ask(origin, before);
  const std::optional<Answered> now = ask(origin, ledger);
  found.then = verdict_on(then, origin);
  found.today = then && now && then->content == now->content ? Verdict::same : Verdict::differs;
  return found;
}

std::string lines_of(const std::string& file, const ExportOrigin& origin, bool as_written,
                     const Recomputed& found) {
  std::string question = "lcl";
  for (const std::string& each : origin.question) question += ' ' + shell_word(each);
  std::string out = as_written ? phrase("{}: as it was written, says its origin\n", printable(file))
                               : phrase("{}: not as it was written, says its origin\n", printable(file));
  out += phrase("question: {}\ncomputed at: {}, {} entries, root {}\n", printable(question),
                printable(origin.ledger), whole(origin.head.size), hex(origin.head.root));
  if (!found.why.empty()) return out + phrase("not computed again: {}\n", found.why);
  const std::string then = whole(origin.head.size);
  if (found.then == Verdict::same) {
    out += phrase("at {} entries: holds; the ledger gives the same file again\n", then);
  } else if (found.then == Verdict::other_program) {
    out += phrase(
        "at {} entries: the ledger gives another file; its origin says that lcl {} wrote it, and this is "
        "{}: ask again, and compare\n",
        then, printable(origin.program_version), LCL_VERSION);
  } else {
    out += phrase("at {} entries: does not hold; the ledger gives another file\n", then);
  }
  const std::string now = whole(found.head.size);
  return out + (found.today == Verdict::same
                    ? phrase("today, at {} entries: the same figures\n", now)
                    : phrase("today, at {} entries: other figures; ask again with the question\n", now));
}

}  // namespace

bool has_export_origin(const std::string& file) {
  std::error_code unknown;
  return file != standard_stream && std::filesystem::is_regular_file(origin_file_of(file), unknown);
}

Exit check_export(Call& call) {
  const std::string& file = call.subject();
  const std::string beside = origin_file_of(file);
  const std::string bytes = read_file(file, max_export_bytes);
  const std::optional<ExportOrigin> origin = parse_export_origin(read_file(beside, max_export_origin_bytes));
  if (!origin)
    return call.say_no({{"kind", "export"}, {"origin", "malformed"}},
                       phrase("{} is no origin of an exported file", printable(beside)));
  const bool as_written = bytes.size() == origin->bytes && sha256(bytes) == origin->sha256;
  const Recomputed found =
      as_written ? recomputed(call, *origin) : Recomputed{.why = phrase("the file was changed")};
  Json json = {{"as_written", as_written},
               {"computed_at",
                {{"origin", origin->ledger}, {"root", hex(origin->head.root)}, {"size", origin->head.size}}},
               {"kind", "export"},
               {"question", origin->question},
               {"then", verdict_word(found.then)},
               {"today", verdict_word(found.today)}};
  if (found.why.empty()) json["head"] = head_json(found.head);
  call.give(json, lines_of(file, *origin, as_written, found));
  return as_written && found.then == Verdict::same ? Exit::done : Exit::no;
}

}  // namespace lcl::cli
