// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/html.hpp"

#include <algorithm>
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
      if (!fact.leads_to.empty()) markup_.open("a", {{"href", fact.leads_to}});
      if (fact.is_code) {
        markup_.element("code", fact.value);
      } else {
        markup_.text(fact.value);
      }
      if (!fact.leads_to.empty()) markup_.close();
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
    const auto place = static_cast<std::size_t>(&row - table.rows.data());
    markup_.line();
    markup_.open("tr", {{"class", is_total ? "total" : "row"}});
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Column& column = table.columns[i];
      const std::string_view style = cell_class(column, row[i]);
      if (i == 0 && place < table.lead_to.size() && !table.lead_to[place].empty()) {
        markup_.open("th", {{"scope", "row"}, {"class", style}});
        markup_.element("a", row[i], {{"href", table.lead_to[place]}});
        markup_.close();
      } else if (i == 0 && column.language) {
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

/// `site`: nullptr of a page by itself.
void write_head(Markup& markup, const Page& page, const Site* site, bool has_script) {
  const std::string style_source =
      site == nullptr ? "'sha256-" + base64(sha256(html_style).bytes) + "'" : std::string("'self'");
  markup.open("head");
  markup.empty("meta", {{"charset", "utf-8"}});
  markup.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                        {"content", "default-src 'none'; style-src " + style_source +
                                        (has_script ? "; script-src 'self'; connect-src 'self'" : "") +
                                        "; base-uri 'none'; form-action 'none'"}});
  markup.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  markup.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  markup.line();
  markup.element("title", page.title);
  if (site == nullptr) {
    markup.open("style");
    markup.raw(html_style);
    markup.close();
  } else {
    markup.empty("link", {{"rel", "stylesheet"}, {"href", site->style}});
    markup.empty("link",
                 {{"rel", "alternate"}, {"hreflang", code(site->other)}, {"href", site->other_language.to}});
    for (const Link& feed : site->feeds)
      markup.empty("link", {{"rel", "alternate"},
                            {"type", "application/atom+xml"},
                            {"hreflang", code(page.language)},
                            {"title", feed.text},
                            {"href", feed.to}});
  }
  markup.close();
  markup.line();
}

/// The way about a site, and to the other language.
void write_way(Markup& markup, const Site& site, std::string_view content) {
  markup.element("a", content, {{"class", "skip"}, {"href", "#content"}});
  markup.open("nav", {{"class", "site"}, {"aria-label", site.name}});
  markup.open("ul");
  for (const Link& link : site.sections) {
    markup.open("li");
    if (link.is_here || link.is_within) {
      markup.element("a", link.text, {{"href", link.to}, {"aria-current", link.is_here ? "page" : "true"}});
    } else {
      markup.element("a", link.text, {{"href", link.to}});
    }
    markup.close();
  }
  markup.open("li");
  markup.element(
      "a", site.other_language.text,
      {{"href", site.other_language.to}, {"lang", code(site.other)}, {"hreflang", code(site.other)}});
  markup.close();
  markup.close();
  markup.close();
  markup.line();
}

/// Whether there is anything to choose from.
bool has_sections(const Page& page) {
  return std::count_if(page.blocks.begin(), page.blocks.end(),
                       [](const Block& block) { return std::holds_alternative<Heading>(block); }) > 1;
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

void write_search(Markup& markup, const Search& search) {
  markup.open("form", {{"class", "search"},
                       {"role", "search"},
                       {"hidden", "hidden"},
                       {"data-folder", search.folder},
                       {"data-size", std::to_string(search.size)},
                       {"data-said", search.words}});
  markup.element("label", search.label, {{"for", "asked"}});
  markup.line();
  markup.empty("input",
               {{"id", "asked"}, {"name", "asked"}, {"autocomplete", "off"}, {"spellcheck", "false"}});
  markup.line();
  markup.element("button", search.button, {{"type", "submit"}});
  markup.close();
  markup.line();
  markup.element("div", "", {{"id", "found"}, {"aria-live", "polite"}});
  markup.line();
  markup.element("script", "", {{"src", search.script}, {"defer", "defer"}});
  markup.line();
}

std::string written(const Page& page, const Site* site, const Search* search) {
  const Speech say(page.language);
  Markup markup;
  markup.raw("<!DOCTYPE html>\n");
  markup.open("html", {{"lang", code(page.language)}});
  write_head(markup, page, site, search != nullptr);
  markup.open("body");
  if (site != nullptr) write_way(markup, *site, say(Message::to_the_content));
  markup.open("header");
  markup.element("h1", page.title);
  markup.element("p", page.subtitle, {{"class", "subtitle"}});
  markup.close();
  markup.line();
  if (site == nullptr || has_sections(page)) write_contents(markup, page, say);
  if (site == nullptr) {
    markup.open("main");
  } else {
    markup.open("main", {{"id", "content"}});
  }
  BlockWriter writer(markup, say);
  for (const Block& block : page.blocks) {
    markup.line();
    std::visit(writer, block);
  }
  if (search != nullptr) write_search(markup, *search);
  markup.close();
  markup.line();
  markup.open("footer");
  if (site != nullptr) markup.element("p", site->said_everywhere);
  markup.text(page.running_title + " · " + say(Message::made_at, {say.instant(page.made)}));
  markup.close();
  markup.close();
  markup.close();
  markup.line();
  return markup.take();
}

}  // namespace

std::string_view site_style() { return html_style; }

std::string html_of(const Page& page) { return written(page, nullptr, nullptr); }

std::string html_of(const Page& page, const Site& site, const Search* search) {
  return written(page, &site, search);
}

}  // namespace lcl::page
