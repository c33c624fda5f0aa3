// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/answer.hpp"

#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <system_error>

#include "cli/kit/terminal.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t hold_at_most = 1U << 16U;

std::string place_text(const Refused& refused, const std::string& source) {
  std::string text = printable(source);
  if (refused.place.line > 0) {
    if (!text.empty()) text += ':';
    text += std::to_string(refused.place.line);
    if (refused.place.column > 0) text += ':' + std::to_string(refused.place.column);
  }
  if (!text.empty()) text += ": ";
  text += printable(refused.place.field);
  if (!refused.place.cell.empty())
    text += (refused.place.field.empty() ? "" : " ") + ("(" + refused.place.cell + ')');
  if (!refused.place.field.empty() || !refused.place.cell.empty()) text += ": ";
  return text;
}

std::string basis_line(const Basis& basis) {
  return phrase("head: size {}, root {}", basis.head.size, hex(basis.head.root));
}

}  // namespace

void Answer::write(std::string_view text) {
  begun_ = begun_ || !text.empty();
  held_ += text;
  if (held_.size() >= hold_at_most) deliver();
}

void Answer::give(const Json& json, std::string_view text) {
  give([&] { return json; }, [&] { return text; });
}

void Answer::give_exact(const Json& json, std::string_view text) {
  if (json_) {
    give_document(json);
  } else {
    write(text);
  }
}

void Answer::give_document(Json json) {
  if (basis_) {
    const Basis basis = basis_();
    if (!json.contains("head")) json["head"] = head_json(basis.head);
    if (basis.made_tiles_anew) json["made_tiles_anew"] = true;
  }
  for (const auto& [name, value] : added_.items()) json[name] = value;
  document(json);
}

void Answer::give_text(std::string_view text) {
  write(text);
  if (basis_ && !text.empty()) write(basis_line(basis_()) + '\n');
}

void Answer::end_text() {
  if (!json_ && basis_) write(basis_line(basis_()) + '\n');
}

void Answer::remark_basis() {
  if (basis_) remark(basis_line(basis_()));
}

void Answer::say(std::string_view text) {
  if (!json_) write(text);
}

void Answer::remark(std::string_view line) {
  if (json_) return;
  deliver();
  std::cerr << line << '\n';
}

void Answer::document(const Json& document) { write(canonical(document) + '\n'); }

void Answer::begin_list(std::string_view name) {
  if (!json_) return;
  std::string text = "{";
  append_json_string(name, text);
  write(text + ":[");
  in_list_ = true;
}

void Answer::list_item(std::string_view item) {
  write(first_item_ ? "\n" : ",\n");
  write(item);
  first_item_ = false;
}

void Answer::end_list() {
  if (!json_) return;
  std::string end = "]";
  if (basis_) {
    const Basis basis = basis_();
    end += ",\"head\":" + canonical(head_json(basis.head));
    if (basis.made_tiles_anew) end += ",\"made_tiles_anew\":true";
  }
  write(end + "}\n");
  in_list_ = false;
}

void Answer::error(std::string_view obstacle, std::string_view message) {
  const Style style(STDERR_FILENO);
  std::cerr << "lcl: " << style.bad(printable(message)) << '\n';
  if (!json_) return;
  Json error = {{"message", printable(message)}, {"obstacle", std::string(obstacle)}};
  if (recorded_) error["recorded"] = *recorded_;
  if (in_list_) {
    write("],\"error\":" + canonical(error) + "}\n");
    in_list_ = false;
  } else if (!begun_) {
    document({{"error", error}});
  }
}

void Answer::finish() { deliver(); }

void Answer::deliver() {
  std::string_view rest = held_;
  while (!rest.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int reason = errno;
      held_.clear();
      if (reason == EPIPE) throw ReaderGone{};
      throw Error(Obstacle::io, phrase("cannot write to standard output: {}", system_reason(reason)));
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  held_.clear();
}

std::string refusals_text(const Refusals& refusals) {
  const Style style(STDERR_FILENO);
  std::string text;
  for (const Refused& refused : refusals.listed) {
    if (!text.empty()) text += '\n';
    text += place_text(refused, refusals.source) + style.bad(word(refused.refusal)) + ": " +
            printable(refused.message) + "\n    " + style.faint(remedy(refused.refusal));
  }
  if (refusals.count > refusals.listed.size()) {
    text += phrase("\nand {} more", whole(refusals.count - refusals.listed.size()));
  }
  return text;
}

Json refusals_json(const std::vector<Refused>& refusals) {
  Json list = Json::array();
  for (const Refused& refused : refusals) {
    list.push_back({{"column", refused.place.column},
                    {"field", printable(refused.place.field)},
                    {"line", refused.place.line},
                    {"message", printable(refused.message)},
                    {"remedy", std::string(remedy(refused.refusal))},
                    {"word", std::string(word(refused.refusal))}});
    if (!refused.place.cell.empty()) list.back()["cell"] = refused.place.cell;
  }
  return list;
}

void give_refusals(Answer& answer, const Refusals& refusals, Json more) {
  more["refused"] = refusals_json(refusals.listed);
  more["refused_count"] = refusals.count;
  answer.give(more, "");
  answer.remark(refusals_text(refusals));
}

}  // namespace lcl::cli
