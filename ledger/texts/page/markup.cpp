// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/markup.hpp"

#include "ledger/texts/page/page.hpp"
#include "ledger/values/error.hpp"

namespace lcl::page {
namespace {

void append_escaped(std::string_view text, std::string& out) {
  for (const char c : harmless(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace

void Markup::tag(std::string_view element, Attributes attributes) {
  out_.append("<").append(element);
  for (const auto& [name, value] : attributes) {
    out_.append(" ").append(name).append("=\"");
    append_escaped(value, out_);
    out_ += '"';
  }
}

void Markup::open(std::string_view element, Attributes attributes) {
  tag(element, attributes);
  out_ += '>';
  open_.emplace_back(element);
}

void Markup::close() {
  invariant(!open_.empty(), "what is closed was opened");
  out_.append("</").append(open_.back()).append(">");
  open_.pop_back();
}

void Markup::empty(std::string_view element, Attributes attributes) {
  tag(element, attributes);
  out_ += "/>";
}

void Markup::text(std::string_view text) { append_escaped(text, out_); }

void Markup::element(std::string_view element, std::string_view text, Attributes attributes) {
  open(element, attributes);
  this->text(text);
  close();
}

std::string Markup::take() {
  invariant(open_.empty(), "what is opened is closed");
  return std::move(out_);
}

}  // namespace lcl::page
