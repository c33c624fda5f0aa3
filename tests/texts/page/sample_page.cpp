// SPDX-License-Identifier: Apache-2.0
#include "tests/texts/page/sample_page.hpp"

lcl::page::Page page_with(const std::string& text) {
  using namespace lcl::page;
  Drawing drawing;
  drawing.height = 100;
  drawing.shapes = {Rectangle{{10, 20}, 30, 40, Ink::blue}, Stroke{{0, 1}, {2, 3}, Ink::line},
                    Ribbon{{{0, 0}, {5, 5}, {0, 5}}, Ink::green},
                    Label{{10, 90}, text, Anchor::middle, Ink::text, true}};
  return {.language = Language::french,
          .title = text,
          .subtitle = text,
          .running_title = text,
          .made = *lcl::parse_instant("2026-02-02T09:15:00Z"),
          .blocks = {Heading{text}, Subheading{text}, Paragraph{text}, Remark{Tone::bad, text},
                     FactList{{{text, text}, {text, text, true}}},
                     Table{text, {{text}, {text, Cells::numbers}}, {{text, "1"}, {text, text}}, true},
                     Chart{text, text, std::move(drawing)}}};
}
