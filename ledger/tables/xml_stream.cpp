// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/xml_stream.hpp"

#include <expat.h>

#include <utility>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr int xml_piece_bytes = 1 << 16;

}  // namespace

std::string_view without_prefix(std::string_view name) noexcept {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view XmlAttributes::get(std::string_view name) const {
  for (const char* const* each = pairs_; *each != nullptr; each += 2) {
    if (name == each[0]) return each[1];
  }
  return {};
}

std::string_view XmlAttributes::get_prefixed(std::string_view name) const {
  for (const char* const* each = pairs_; *each != nullptr; each += 2) {
    const std::string_view found = each[0];
    if (found.size() > name.size() && without_prefix(found) == name) return each[1];
  }
  return {};
}

void XmlStream::ParserDeleter::operator()(XML_ParserStruct* parser) const { ::XML_ParserFree(parser); }

XmlStream::XmlStream(std::unique_ptr<ByteSource> bytes, std::string part, XmlHandler& handler)
    : bytes_(std::move(bytes)),
      part_(std::move(part)),
      handler_(&handler),
      parser_(::XML_ParserCreate(nullptr)) {
  invariant(parser_ != nullptr, "a parser of XML can be made");
  set_handlers();
}

void XmlStream::set_handlers() {
  ::XML_SetElementHandler(
      parser_.get(),
      [](void* self, const XML_Char* name, const XML_Char** attributes) {
        auto& stream = *static_cast<XmlStream*>(self);
        stream.unanswered_ = 0;
        if (!stream.fault_) stream.handler_->start(stream, name, XmlAttributes(attributes));
      },
      [](void* self, const XML_Char* name) {
        auto& stream = *static_cast<XmlStream*>(self);
        stream.unanswered_ = 0;
        if (!stream.fault_) stream.handler_->end(stream, name);
      });
  ::XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int size) {
    auto& stream = *static_cast<XmlStream*>(self);
    stream.unanswered_ = 0;
    if (!stream.fault_) stream.handler_->text(stream, {text, static_cast<std::size_t>(size)});
  });
  // Whatever else the parser tells is only told to show that it gets on.
  ::XML_SetDefaultHandlerExpand(parser_.get(), [](void* self, const XML_Char* /*text*/, int /*size*/) {
    static_cast<XmlStream*>(self)->unanswered_ = 0;
  });
  ::XML_SetStartDoctypeDeclHandler(
      parser_.get(), [](void* self, const XML_Char* /*name*/, const XML_Char* system,
                        const XML_Char* public_name, int has_subset) {
        if (system != nullptr || public_name != nullptr || has_subset != 0)
          static_cast<XmlStream*>(self)->refuse(
              phrase("it declares types or entities, or refers to those of another file"));
      });
}

bool XmlStream::read_on() {
  // The parser hands itself on, wherever this was moved to since.
  ::XML_SetUserData(parser_.get(), this);
  if (std::exchange(paused_, false) && !judge(::XML_ResumeParser(parser_.get()))) return paused_;
  while (!at_end_ && !fault_) {
    void* const room = ::XML_GetBuffer(parser_.get(), xml_piece_bytes);
    if (room == nullptr) {
      refuse(phrase("it has a tag that is too long"));
      break;
    }
    const std::size_t size = bytes_->read({static_cast<char*>(room), std::size_t{xml_piece_bytes}});
    at_end_ = size == 0;
    if (at_end_ && bytes_->fault() != nullptr) {
      fault_ = *bytes_->fault();
      break;
    }
    unanswered_ += size;
    if (!judge(::XML_ParseBuffer(parser_.get(), static_cast<int>(size), at_end_ ? 1 : 0))) return paused_;
    if (unanswered_ > longest_xml_tag)
      refuse(phrase("a tag or comment has more than {} bytes", longest_xml_tag));
  }
  return false;
}

bool XmlStream::judge(int status) {
  if (fault_ || status == XML_STATUS_OK) return !fault_;
  if (status == XML_STATUS_SUSPENDED) {
    paused_ = true;
  } else {
    refuse(::XML_ErrorString(::XML_GetErrorCode(parser_.get())));
  }
  return false;
}

void XmlStream::pause() { ::XML_StopParser(parser_.get(), XML_TRUE); }

void XmlStream::refuse(std::string_view why) {
  if (fault_) return;
  if (part_.empty()) {
    fault_ = Refused{Refusal::malformed_xml, here(), std::string(why)};
  } else {
    fault_ = Refused{
        Refusal::damaged_file,
        {1, 1, {}},
        phrase("{} cannot be read: {} (line {} of it, column {})", part_, why, here().line, here().column)};
  }
  ::XML_StopParser(parser_.get(), XML_FALSE);
}

Place XmlStream::here() const {
  return {::XML_GetCurrentLineNumber(parser_.get()), ::XML_GetCurrentColumnNumber(parser_.get()) + 1, {}};
}

std::optional<Refused> read_xml(std::unique_ptr<ByteSource> bytes, std::string part, XmlHandler& handler) {
  XmlStream stream(std::move(bytes), std::move(part), handler);
  while (stream.read_on()) {
  }
  return stream.fault();
}

}  // namespace lcl
