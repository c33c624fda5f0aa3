// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/html.hpp"

#include <doctest/doctest.h>

#include <string>

#include "ledger/texts/page/html_style.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/encoding.hpp"
#include "tests/texts/page/sample_page.hpp"

using namespace lcl;

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

}  // namespace

TEST_CASE("html: what people wrote is text, whatever it looks like") {
  const std::string hostile = "</title></style><script>alert(1)</script>\"' onload=\"x\" & \u202Etxt.exe";
  const std::string html = page::html_of(page_with(hostile));
  CHECK(count_of(html, "<script") == 0);
  CHECK(count_of(html, "alert(1)") == count_of(html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(count_of(html, "alert(1)") >= 10);
  CHECK(count_of(html, "onload=\"") == 0);
  CHECK(count_of(html, "\u202E") == 0);
  CHECK(count_of(html, "[U+202E]") >= 10);
  CHECK(count_of(html, "<title>") == 1);
}

TEST_CASE("html: nothing is loaded, and no other style can take effect") {
  const std::string html = page::html_of(page_with("text"));
  const std::string hash = base64(sha256(page::html_style).bytes);
  CHECK(count_of(html, "default-src 'none'; style-src 'sha256-" + hash + "'") == 1);
  CHECK(count_of(html, "<style>" + std::string(page::html_style) + "</style>") == 1);
  for (const char* outside : {"src=", "url(", "@import", "<link", "href=\"h", " style=\""})
    CHECK_MESSAGE(count_of(html, outside) == 0, outside);
  CHECK(count_of(html, "http") ==
        count_of(html, "http-equiv") + count_of(html, "xmlns=\"http://www.w3.org/2000/svg\""));
}

TEST_CASE("html: what sees no colours or no picture is told the same") {
  const std::string html = page::html_of(page_with("text"));
  CHECK(count_of(html, "<html lang=\"fr\">") == 1);
  CHECK(count_of(html, "<b>Non\u00a0:</b>") == 1);
  CHECK(count_of(html, "role=\"img\" aria-labelledby=\"chart-1-title chart-1-description\"") == 1);
  CHECK(count_of(html, "scope=\"col\"") == 2);
  CHECK(count_of(html, "scope=\"row\"") == 2);
  CHECK(count_of(html, "<tr class=\"total\">") == 1);
  CHECK(count_of(html, "<a href=\"#section-1\">") == 1);
}

TEST_CASE("html: a page of a site leads to the others, in both languages, and shares their style") {
  page::Page one = page_with("text");
  one.blocks.emplace_back(
      page::Table{"caption", {{"name"}}, {{"first"}, {"second"}}, false, {"first.html", ""}});
  one.blocks.emplace_back(page::FactList{{{"name", "value", true, {}, "value.html"}}});
  const page::Site site{.style = "style.css",
                        .name = "way",
                        .sections = {{"Here", "here.html", true}, {"There", "there.html"}},
                        .other_language = {"English", "../en/here.html"},
                        .other = page::Language::english,
                        .said_everywhere = "said <everywhere>"};
  const std::string html = page::html_of(one, site);
  CHECK(count_of(html, "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'") == 1);
  CHECK(count_of(html, "<link rel=\"stylesheet\" href=\"style.css\"/>") == 1);
  CHECK(count_of(html, "<style>") == 0);
  CHECK(count_of(html, "<a href=\"here.html\" aria-current=\"page\">Here</a>") == 1);
  CHECK(count_of(html, "<a href=\"there.html\">There</a>") == 1);
  CHECK(count_of(html, "<a href=\"../en/here.html\" lang=\"en\" hreflang=\"en\">English</a>") == 1);
  CHECK(count_of(html, "<a href=\"first.html\">first</a>") == 1);
  CHECK(count_of(html, ">second</th>") == 1);
  CHECK(count_of(html, "<a href=\"value.html\"><code>value</code></a>") == 1);
  CHECK(count_of(html, "said &lt;everywhere&gt;") == 1);
  CHECK(count_of(html, "<a class=\"skip\" href=\"#content\">") + count_of(html, "<main id=\"content\">") ==
        2);
}

TEST_CASE("html: shapes have their whole numbers and inks") {
  const std::string html = page::html_of(page_with("text"));
  CHECK(count_of(html, R"(<rect x="10" y="20" width="30" height="40" class="ink-blue"/>)") == 1);
  CHECK(count_of(html, R"(<line x1="0" y1="1" x2="2" y2="3" class="stroke-line"/>)") == 1);
  CHECK(count_of(html, R"(<polygon points="0,0 5,5 0,5" class="pale-green"/>)") == 1);
  CHECK(count_of(html, "viewBox=\"0 0 480 100\"") == 1);
}

TEST_CASE("html: only a word that is too long for a column is broken anywhere") {
  const auto is_long = [](const std::string& text) {
    page::Page page = page_with("text");
    page.blocks = {page::Table{"Names", {{"Name"}}, {{text}}}};
    return count_of(page::html_of(page), "class=\"words long\"") == 1;
  };
  CHECK_FALSE(is_long("console smartphone 05982741000016"));
  CHECK_FALSE(is_long("éééééééééééééééééééééééé"));  // 24 letters, 48 bytes
  CHECK(is_long("a word of 25: xxxxxxxxxxxxxxxxxxxxxxxxx"));
}

TEST_CASE("html: the same page gives the same bytes") {
  CHECK(page::html_of(page_with("text")) == page::html_of(page_with("text")));
}
