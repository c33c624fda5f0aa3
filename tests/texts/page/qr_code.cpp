// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/qr_code.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <variant>

#include "ledger/values/error.hpp"

using namespace lcl;
using page::Drawing;
using page::Ink;
using page::Rectangle;

namespace {

/// Whether the topmost shape over a point is black.
bool is_black(const Drawing& drawing, int x, int y) {
  Ink ink = Ink::white;
  for (const page::Shape& shape : drawing.shapes) {
    const auto& each = std::get<Rectangle>(shape);
    if (x >= each.corner.x && x < each.corner.x + each.width && y >= each.corner.y &&
        y < each.corner.y + each.height)
      ink = each.ink;
  }
  return ink == Ink::black;
}

}  // namespace

TEST_CASE("QR code: black on white whatever the light, with a quiet zone of four modules around it") {
  const Drawing drawing = page::qr_code("sha256 of a proof");
  const auto& ground = std::get<Rectangle>(drawing.shapes.front());
  CHECK(ground.ink == Ink::white);
  CHECK(ground.width == drawing.height);
  CHECK(ground.width <= page::drawing_width);
  constexpr int modules = 25 + 8;  // of version 2, which holds 26 bytes at level M
  const int unit = drawing.height / modules;
  REQUIRE(unit * modules == drawing.height);
  for (int at = 0; at < modules; ++at) {
    for (int edge = 0; edge < 4; ++edge) {
      CHECK_FALSE(is_black(drawing, at * unit, edge * unit));
      CHECK_FALSE(is_black(drawing, edge * unit, at * unit));
    }
  }
  // The upper left finder: a ring, a gap, a square of three.
  for (const auto& [module, black] :
       {std::pair(0, true), std::pair(1, false), std::pair(2, true), std::pair(4, true), std::pair(5, false),
        std::pair(6, true), std::pair(7, false)})
    CHECK(is_black(drawing, (4 + module) * unit, (4 + 3) * unit) == black);
}

TEST_CASE("QR code: a text that no code holds is refused") {
  CHECK(page::qr_code(std::string(2'331, 'x')).height > 0);
  CHECK_THROWS_AS((void)page::qr_code(std::string(2'332, 'x')), Error);
}
