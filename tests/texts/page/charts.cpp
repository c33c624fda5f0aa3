// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/charts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "ledger/texts/page/scale.hpp"

using namespace lcl;
using namespace lcl::page;

namespace {

const Speech speech(Language::english);

template <typename Kind>
std::vector<Kind> shapes_of(const Drawing& drawing) {
  std::vector<Kind> found;
  for (const Shape& shape : drawing.shapes) {
    if (const auto* one = std::get_if<Kind>(&shape)) found.push_back(*one);
  }
  return found;
}

std::vector<Rectangle> rectangles_in(const Drawing& drawing, Ink ink) {
  std::vector<Rectangle> found = shapes_of<Rectangle>(drawing);
  std::erase_if(found, [ink](const Rectangle& each) { return each.ink != ink; });
  return found;
}

std::vector<std::string> texts_of(const std::vector<Decimal>& values) {
  std::vector<std::string> texts;
  for (const Decimal& value : values) texts.push_back(to_string(value));
  return texts;
}

void check_inside(const Drawing& drawing) {
  for (const Rectangle& each : shapes_of<Rectangle>(drawing)) {
    CHECK(each.corner.x >= 0);
    CHECK(each.corner.y >= 0);
    CHECK(each.corner.x + each.width <= drawing_width);
    CHECK(each.corner.y + each.height <= drawing.height);
  }
  for (const Label& each : shapes_of<Label>(drawing)) {
    const int width = width_of(each.text);
    const int left = each.anchor == Anchor::start    ? each.at.x
                     : each.anchor == Anchor::middle ? each.at.x - width / 2
                                                     : each.at.x - width;
    CHECK_MESSAGE(left >= 0, each.text);
    CHECK_MESSAGE(left + width <= drawing_width, each.text);
    CHECK_MESSAGE(each.at.y <= drawing.height, each.text);
  }
}

}  // namespace

TEST_CASE("scale: values lie where proportion puts them, rounded, in either direction") {
  Scale up(200, 0);
  up.hold(Decimal(100));
  CHECK(up.at(Decimal(0)) == 200);
  CHECK(up.at(Decimal(25)) == 150);
  CHECK(up.at(*parse_decimal("33.3")) == 133);
  up.hold(Decimal(-100));
  CHECK(up.at(Decimal(0)) == 100);
}

TEST_CASE("scale: ticks are round and hold 0") {
  Scale scale(0, 100);
  CHECK(texts_of(scale.ticks()) == std::vector<std::string>{"0"});
  scale.hold(Decimal(4'300));
  CHECK(texts_of(scale.ticks()) == std::vector<std::string>{"0", "1000", "2000", "3000", "4000"});
  scale.hold(Decimal(-900));
  CHECK(texts_of(scale.ticks()) == std::vector<std::string>{"0", "2000", "4000"});
  Scale small(0, 100);
  small.hold(*parse_decimal("0.000000002"));
  CHECK(texts_of(small.ticks()) == std::vector<std::string>{"0", "0.000000001", "0.000000002"});
}

TEST_CASE("scale: the largest of decimals keep their places") {
  const Decimal half = Decimal::from_scaled(std::numeric_limits<std::int64_t>::max());
  const Decimal huge = Decimal::from_scaled(half.scaled() * half.scaled() / 4);
  Scale scale(0, 400);
  scale.hold(huge);
  CHECK(scale.at(huge) == 400);
  CHECK(scale.at(Decimal::from_scaled(huge.scaled() / 4)) == 100);
  CHECK(scale.ticks().size() <= 7);
}

TEST_CASE("charts: bars are as long as their values, and what is negative lies left of 0") {
  const Drawing drawing = bars({{"a", "100", {{Decimal(0), Decimal(100), Ink::blue}}, false},
                                {"b", "50", {{Decimal(0), Decimal(50), Ink::orange}}, false},
                                {"c", "-50", {{Decimal(0), Decimal(-50), Ink::green}}, false}},
                               {});
  check_inside(drawing);
  const Rectangle a = rectangles_in(drawing, Ink::blue).at(0);
  const Rectangle b = rectangles_in(drawing, Ink::orange).at(0);
  const Rectangle c = rectangles_in(drawing, Ink::green).at(0);
  CHECK(a.corner.x == b.corner.x);
  CHECK(c.corner.x + c.width == a.corner.x);
  CHECK(std::abs(a.width - 2 * b.width) <= 1);
  CHECK(std::abs(b.width - c.width) <= 1);
  CHECK(a.corner.y < b.corner.y);
}

TEST_CASE("charts: in a waterfall each step begins where the last ended") {
  const Drawing drawing = bars({{"up", "80", {{Decimal(0), Decimal(80), Ink::blue}}, false},
                                {"down", "-30", {{Decimal(80), Decimal(50), Ink::orange}}, false},
                                {"sum", "50", {{Decimal(0), Decimal(50), Ink::green}}, true}},
                               {{"In France", Ink::sky}}, true);
  check_inside(drawing);
  const Rectangle up = rectangles_in(drawing, Ink::blue).at(0);
  const Rectangle down = rectangles_in(drawing, Ink::orange).at(0);
  const Rectangle sum = rectangles_in(drawing, Ink::green).at(0);
  CHECK(up.corner.x + up.width == down.corner.x + down.width);
  CHECK(down.corner.x == sum.corner.x + sum.width);
  CHECK(rectangles_in(drawing, Ink::sky).size() == 1);  // of the legend
}

TEST_CASE("charts: a value that is not 0 is seen, one that is 0 is not") {
  const Drawing drawing = bars({{"much", "", {{Decimal(0), Decimal(1'000'000), Ink::blue}}, false},
                                {"little", "", {{Decimal(0), Decimal(1), Ink::orange}}, false},
                                {"none", "", {{Decimal(0), Decimal(0), Ink::green}}, false}},
                               {});
  CHECK(rectangles_in(drawing, Ink::orange).at(0).width == 1);
  CHECK(rectangles_in(drawing, Ink::green).empty());
}

TEST_CASE("charts: columns stack upwards from 0 and hang below it") {
  const std::vector<Series> series{{"phones", Ink::blue}, {"laptops", Ink::orange}, {"returns", Ink::grey}};
  const Drawing drawing = columns({{"Jan 2024", {Decimal(60), Decimal(40), Decimal(-20)}},
                                   {"Feb 2024", {Decimal(0), Decimal(100), Decimal(0)}}},
                                  series, speech);
  check_inside(drawing);
  const auto blue = rectangles_in(drawing, Ink::blue);
  const auto orange = rectangles_in(drawing, Ink::orange);
  const auto grey = rectangles_in(drawing, Ink::grey);
  REQUIRE(blue.size() == 2);  // one is the legend's
  REQUIRE(orange.size() == 3);
  REQUIRE(grey.size() == 2);
  CHECK(orange[1].corner.y + orange[1].height == blue[1].corner.y);
  CHECK(grey[1].corner.y == blue[1].corner.y + blue[1].height);
  CHECK(std::abs(orange[2].height - blue[1].height - orange[1].height) <= 1);
}

TEST_CASE("charts: names of columns never overlap, however many there are") {
  std::vector<ColumnStack> stacks;
  for (int i = 0; i < 120; ++i) stacks.push_back({"September 2024", {Decimal(i)}});
  const Drawing drawing = columns(stacks, {{"all", Ink::blue}}, speech);
  check_inside(drawing);
  int free_from = 0;
  for (const Label& label : shapes_of<Label>(drawing)) {
    if (label.text != "September 2024") continue;
    const int half = width_of(label.text) / 2;
    CHECK(label.at.x - half >= free_from);
    free_from = label.at.x + half;
  }
  CHECK(free_from > drawing_width / 2);
}

TEST_CASE("charts: a flow divides its source in proportion, and its labels stand apart") {
  const Flow devices{{"Collected", "100", 100, Ink::sky},
                     {"Resold", "80", 80, Ink::blue},
                     {{"Credited", "70", 70, Ink::green},
                      {"A reason that takes many words to be said as it should be", "1", 1, Ink::vermillion},
                      {"None of these", "0", 0, Ink::orange},
                      {"Another", "9", 9, Ink::vermillion}},
                     {{"Disposed of", "15", 15, Ink::purple}, {"Open", "5", 5, Ink::grey}}};
  const Drawing drawing = flow(devices);
  check_inside(drawing);
  const auto height = [&](Ink ink) { return rectangles_in(drawing, ink).at(0).height; };
  CHECK(height(Ink::sky) == 200);
  CHECK(height(Ink::blue) == 160);
  CHECK(height(Ink::green) == 140);
  CHECK(height(Ink::purple) == 30);
  CHECK(rectangles_in(drawing, Ink::orange).empty());
  CHECK(shapes_of<Ribbon>(drawing).size() == 6);
  std::vector<Label> ends = shapes_of<Label>(drawing);
  std::erase_if(ends, [](const Label& label) { return label.at.x < drawing_width / 2; });
  for (std::size_t i = 1; i < ends.size(); ++i) CHECK(ends[i].at.y >= ends[i - 1].at.y + label_size);
}

TEST_CASE("drawing: a text that is too wide is cut between letters, or broken between words") {
  CHECK(fitted("éééééééééé", 40) == "ééééé…");
  CHECK(fitted("short", 100) == "short");
  CHECK(broken("one two three", 45, 2) == std::vector<std::string>{"one two", "three"});
  CHECK(broken("one two three four", 45, 2) == std::vector<std::string>{"one two", "three…"});
  CHECK(broken("unbreakable_word_here", 45, 3) == std::vector<std::string>{"unbrea…"});
}
