// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/html.hpp"

#include <array>

#include "ledger/texts/page/html_style.hpp"
#include "ledger/texts/page/markup.hpp"
#include "ledger/texts/page/svg.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/encoding.hpp"

namespace lcl::page {
namespace {

constexpr std::array<std::string_view, 3> tone_classes{"remark good", "remark caution", "remark bad"};

constexpr std::array<std::string_view, 3> cell_classes{"words", "number", "code"};  // in the order of Cells

std::string_view cell_class(const Column& column) {
  return cell_classes[static_cast<std::size_t>(column.cells)];
}

/// Whether a column as wide as the longest word of `text` would leave too little to the others.
bool has_long_word(std::string_view text) {
  constexpr std::size_t longest = 24;
  std::size_t letters = 0;
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++letters;
    if (byte == ' ') letters = 0;
    if (letters > longest) return true;
  }
  return false;
}

std::string_view cell_class(const Column& column, std::string_view text) {
  return column.cells == Cells::words && has_long_word(text) ? "words long" : cell_class(column);
}

std::string section_id(std::size_t number) { return "section-" + std::to_string(number); }

class BlockWriter {
 public:
  BlockWriter(Markup& markup, Speech say) : markup_(markup), say_(say) {}

  void operator()(const Heading& block) {
    markup_.element("h2", block.text, {{"id", section_id(++sections_)}});
  }
  void operator()(const Subheading& block) { markup_.element("h3", block.text); }
  void operator()(const Paragraph& block) {
    if (block.language) {
      markup_.element("p", block.text, {{"lang", code(*block.language)}});
    } else {
      markup_.element("p", block.text);
    }
  }

  void operator()(const Remark& block) {
    const auto tone = static_cast<std::size_t>(block.tone);
    markup_.open("p", {{"class", tone_classes[tone]}});
    markup_.element("b", say_(tone_words[tone]));
    markup_.text(block.text);
    markup_.close();
  }

  void operator()(const FactList& block) {
    markup_.open("dl");
    for (const Fact& fact : block.facts) {
      markup_.line();
      markup_.element("dt", fact.name);
      if (fact.language) {
        markup_.open("dd", {{"lang", code(*fact.language)}});
      } else {
        markup_.open("dd");
      }
      if (fact.is_code) {
        markup_.element("code", fact.value);
      } else {
        markup_.text(fact.value);
      }
      markup_.close();
    }
    markup_.close();
  }

  void operator()(const Table& block) {
    // Wide tables scroll inside their own box, which the keyboard can reach.
    markup_.open("div",
                 {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", block.caption}});
    markup_.open("table");
    markup_.element("caption", block.caption);
    markup_.open("thead");
    markup_.open("tr");
    for (const Column& column : block.columns)
      markup_.element("th", column.title, {{"scope", "col"}, {"class", cell_class(column)}});
    markup_.close();
    markup_.close();
    markup_.open("tbody");
    for (const auto& row : block.rows) write_row(block, row);
    markup_.close();
    markup_.close();
    markup_.close();
  }

  void operator()(const Chart& block) {
    markup_.open("figure");
    markup_.element("figcaption", block.title);
    markup_.open("div",
                 {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", block.title}});
    write_svg(markup_, block.drawing, block.title, block.description, "chart-" + std::to_string(++charts_));
    markup_.close();
    markup_.close();
  }

 private:
  void write_row(const Table& table, const std::vector<std::string>& row) {
    const bool is_total = table.has_total && &row == &table.rows.back();
    markup_.line();
    markup_.open("tr", {{"class", is_total ? "total" : "row"}});
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Column& column = table.columns[i];
      const std::string_view style = cell_class(column, row[i]);
      if (i == 0 && column.language) {
        markup_.element("th", row[i], {{"scope", "row"}, {"class", style}, {"lang", code(*column.language)}});
      } else if (i == 0) {
        markup_.element("th", row[i], {{"scope", "row"}, {"class", style}});
      } else if (column.language) {
        markup_.element("td", row[i], {{"class", style}, {"lang", code(*column.language)}});
      } else {
        markup_.element("td", row[i], {{"class", style}});
      }
    }
    markup_.close();
  }

  Markup& markup_;
  Speech say_;
  std::size_t sections_ = 0;
  std::size_t charts_ = 0;
};

void write_head(Markup& markup, const Page& page) {
  const std::string style_hash = base64(sha256(html_style).bytes);
  markup.open("head");
  markup.empty("meta", {{"charset", "utf-8"}});
  markup.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                        {"content", "default-src 'none'; style-src 'sha256-" + style_hash +
                                        "'; base-uri 'none'; form-action 'none'"}});
  markup.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  markup.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  markup.line();
  markup.element("title", page.title);
  markup.open("style");
  markup.raw(html_style);
  markup.close();
  markup.close();
  markup.line();
}

void write_contents(Markup& markup, const Page& page, Speech say) {
  markup.open("nav", {{"aria-label", say(Message::contents)}});
  markup.open("ol");
  std::size_t sections = 0;
  for (const Block& block : page.blocks) {
    const auto* heading = std::get_if<Heading>(&block);
    if (heading == nullptr) continue;
    markup.open("li");
    markup.element("a", heading->text, {{"href", "#" + section_id(++sections)}});
    markup.close();
  }
  markup.close();
  markup.close();
  markup.line();
}

}  // namespace

std::string html_of(const Page& page) {
  const Speech say(page.language);
  Markup markup;
  markup.raw("<!DOCTYPE html>\n");
  markup.open("html", {{"lang", code(page.language)}});
  write_head(markup, page);
  markup.open("body");
  markup.open("header");
  markup.element("h1", page.title);
  markup.element("p", page.subtitle, {{"class", "subtitle"}});
  markup.close();
  markup.line();
  write_contents(markup, page, say);
  markup.open("main");
  BlockWriter writer(markup, say);
  for (const Block& block : page.blocks) {
    markup.line();
    std::visit(writer, block);
  }
  markup.close();
  markup.line();
  markup.element("footer", page.running_title + " · " + say(Message::made_at, {say.instant(page.made)}));
  markup.close();
  markup.close();
  markup.line();
  return markup.take();
}

}  // namespace lcl::page
