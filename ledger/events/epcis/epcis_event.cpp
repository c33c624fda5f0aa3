// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/epcis/epcis_event.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "ledger/events/epcis/epc.hpp"
#include "ledger/events/epcis/gathered_device.hpp"
#include "ledger/events/event.hpp"
#include "ledger/events/found_text.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using Type = JsonNode::Type;

constexpr auto standard_members = std::to_array<std::string_view>({"@context",
                                                                   "type",
                                                                   "eventID",
                                                                   "eventTime",
                                                                   "recordTime",
                                                                   "eventTimeZoneOffset",
                                                                   "certificationInfo",
                                                                   "errorDeclaration",
                                                                   "epcList",
                                                                   "quantityList",
                                                                   "action",
                                                                   "bizStep",
                                                                   "disposition",
                                                                   "persistentDisposition",
                                                                   "readPoint",
                                                                   "bizLocation",
                                                                   "bizTransactionList",
                                                                   "sourceList",
                                                                   "destinationList",
                                                                   "sensorElementList",
                                                                   "ilmd",
                                                                   "parentID",
                                                                   "childEPCs",
                                                                   "childQuantityList",
                                                                   "inputEPCList",
                                                                   "inputQuantityList",
                                                                   "outputEPCList",
                                                                   "outputQuantityList",
                                                                   "transformationID"});

/// Of what is said of all devices of an event, which is read for each of them.
constexpr std::size_t most_facts = std::size_t{1} << 16U;

/// A business step, and the kind that it makes an event; where `dispositions` are given, only with one of
/// them.
struct Step {
  std::string_view word;
  EventKind kind;
  std::array<std::string_view, 2> dispositions = {};
};
constexpr auto steps =
    std::to_array<Step>({{"collecting", EventKind::collection},
                         {"repairing", EventKind::reconditioning},
                         {"retail_selling", EventKind::resale},
                         {"receiving", EventKind::return_, {"returned"}},
                         {"accepting", EventKind::return_, {"returned"}},
                         {"destroying", EventKind::disposal},
                         {"decommissioning", EventKind::disposal, {"destroyed", "disposed"}}});

class Translation {
 public:
  Translation(const JsonNode& event, const EpcisFrame& frame) : event_(event), frame_(frame) {}

  [[nodiscard]] EpcisLines lines() && {
    if (!event_.is(Type::object)) {
      fail(Refusal::not_an_object, event_.offset, phrase("an event is not an object"));
      return std::move(out_);
    }
    if (!check_standard() || !find_kind()) return std::move(out_);
    note_unread(event_);
    if (find_own() && find_devices()) write();
    return std::move(out_);
  }

 private:
  bool fail(Refusal refusal, std::size_t offset, std::string message) {
    out_.fault = JsonTreeFault{refusal, offset, std::move(message)};
    return false;
  }
  bool leave_out(std::string why) {
    out_.left_out = std::move(why);
    return false;
  }

  /// What EPCIS 2.0 asks of every event.
  bool check_standard() {
    constexpr auto types = std::to_array<std::string_view>(
        {"ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent"});
    type_ = event_.text_of("type");
    if (std::find(types.begin(), types.end(), type_) == types.end()) {
      return fail(Refusal::malformed_epcis, offset_of("type"),
                  phrase("{} is not a type of event{}", in_quotes(type_), did_you_mean(type_, types)));
    }
    for (const std::string_view name : {"eventTime", "eventTimeZoneOffset"}) {
      if (event_.text_of(name).empty())
        return fail(Refusal::malformed_epcis, offset_of(name), phrase("\"{}\" is missing", name));
    }
    if (!is_zone(event_.text_of("eventTimeZoneOffset"))) {
      return fail(
          Refusal::malformed_epcis, offset_of("eventTimeZoneOffset"),
          phrase("{} is not an offset such as \"+01:00\"", in_quotes(event_.text_of("eventTimeZoneOffset"))));
    }
    constexpr auto actions = std::to_array<std::string_view>({"ADD", "OBSERVE", "DELETE"});
    action_ = event_.text_of("action");
    const bool needs_action = type_ != "TransformationEvent";
    if (needs_action && std::find(actions.begin(), actions.end(), action_) == actions.end()) {
      return fail(Refusal::malformed_epcis, offset_of("action"),
                  phrase("\"action\" is {}, not \"ADD\", \"OBSERVE\" or \"DELETE\"", in_quotes(action_)));
    }
    return true;
  }

  static bool is_zone(std::string_view text) {
    const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    return text.size() == 6 && (text[0] == '+' || text[0] == '-') && is_digit(1) && is_digit(2) &&
           text[3] == ':' && is_digit(4) && is_digit(5);
  }

  bool find_kind() {
    error_ = event_.find("errorDeclaration");
    if (error_ != nullptr) {
      kind_ = EventKind::void_;
      return true;
    }
    const std::string_view given = event_.text_of("bizStep");
    if (given.empty()) return leave_out(phrase("{} without a bizStep", type_));
    const std::string_view step = cbv_word(given, "BizStep");
    const std::string_view disposition = cbv_word(event_.text_of("disposition"), "Disp");
    const auto found =
        std::find_if(steps.begin(), steps.end(), [step](const Step& each) { return each.word == step; });
    if (found == steps.end()) return leave_out(phrase("bizStep {}", in_quotes(given)));
    const auto& wanted = found->dispositions;
    const bool fits =
        wanted.front().empty() ||
        (!disposition.empty() && std::find(wanted.begin(), wanted.end(), disposition) != wanted.end());
    if (!fits)
      return leave_out(phrase("bizStep {} with disposition {}", in_quotes(given),
                              in_quotes(event_.text_of("disposition"))));
    kind_ = found->kind;
    if (type_ == "TransactionEvent") return leave_out("TransactionEvent");
    const bool is_group = type_ == "AggregationEvent" || type_ == "AssociationEvent";
    if (is_group && action_ == "DELETE") return leave_out(phrase("{} with action DELETE", type_));
    if (type_ == "AssociationEvent" && kind_ != EventKind::reconditioning)
      return leave_out(phrase("AssociationEvent with bizStep {}", in_quotes(given)));
    return true;
  }

  void note_unread(const JsonNode& object) {
    for (const auto& [name, value] : object.members) {
      const bool is_read = !frame_.own_name(name).empty() ||
                           (&object == &event_ && std::find(standard_members.begin(), standard_members.end(),
                                                            name) != standard_members.end());
      if (!is_read) out_.unread_members.push_back(name);
    }
    if (&object != &event_) return;
    if (const JsonNode* const ilmd = event_.find("ilmd")) note_unread(*ilmd);
  }

  /// Our members, of the event, of its `ilmd` and of its `errorDeclaration`.
  bool find_own() {
    for (const JsonNode* const object : {&event_, event_.find("ilmd"), error_}) {
      if (object == nullptr) continue;
      for (const auto& [name, value] : object->members) {
        const std::string_view own = frame_.own_name(name);
        // What is declared wrong, and why, is said by the declaration alone: the rest is a copy.
        const bool is_copied = error_ != nullptr && object != error_ && (own == "voids" || own == "reason");
        if (own.empty() || is_copied) continue;
        if (own == "kind" || own == "occurred_at")
          return fail(
              Refusal::unknown_field, value.offset,
              phrase("{} is said by {}", in_quotes(name), own == "kind" ? "\"bizStep\"" : "\"eventTime\""));
        if (own_member(own) != nullptr)
          return fail(Refusal::duplicate_key, value.offset, phrase("{} is given twice", in_quotes(name)));
        own_.emplace_back(own, &value);
      }
    }
    return true;
  }

  [[nodiscard]] const JsonNode* own_member(std::string_view name) const {
    for (const auto& [own, value] : own_) {
      if (own == name) return value;
    }
    return nullptr;
  }

  [[nodiscard]] std::size_t offset_of(std::string_view member) const {
    const JsonNode* const found = event_.find(member);
    return found == nullptr ? event_.offset : found->offset;
  }

  /// The devices that are named under `member`; false where one of them is named by no URI that is known.
  bool gather(std::string_view member, std::vector<GatheredDevice>& devices) {
    const JsonNode* const found = event_.find(member);
    if (found == nullptr) return true;
    const std::span<const JsonNode> names = found->is(Type::array)
                                                ? std::span<const JsonNode>(found->elements)
                                                : std::span<const JsonNode>(found, 1);
    for (const JsonNode& name : names) {
      const std::optional<EpcIdentifiers> identifiers =
          name.is(Type::text) ? epc_identifiers(name.text) : std::nullopt;
      if (!identifiers) {
        return fail(Refusal::unknown_epc, name.offset,
                    phrase("{} names no single device in a way that is known here", in_quotes(name.text)));
      }
      GatheredDevice& device = devices.emplace_back();
      device.offset = name.offset;
      (void)device.add(*identifiers);  // the first is at odds with nothing
    }
    return true;
  }

  bool find_devices() {
    if (type_ == "TransformationEvent") {
      if (!gather_transformed()) return false;
    } else {
      const std::string_view member = type_ == "AggregationEvent"   ? "childEPCs"
                                      : type_ == "AssociationEvent" ? "parentID"
                                                                    : "epcList";
      if (!gather(member, devices_)) return false;
    }
    const JsonNode* const own = own_member("device");
    if (devices_.empty() && own == nullptr) {
      const bool counts = event_.find("quantityList") != nullptr ||
                          event_.find("childQuantityList") != nullptr ||
                          event_.find("inputQuantityList") != nullptr;
      if (counts) return leave_out(phrase("quantities of a class, and no device"));
      return fail(Refusal::missing_identifier, event_.offset, phrase("the event names no device"));
    }
    if (own == nullptr) return true;
    if (!own->is(Type::object))
      return fail(Refusal::wrong_type, own->offset, phrase("the member is not an object"));
    if (devices_.empty()) devices_.emplace_back();
    if (devices_.size() > 1) {
      return fail(Refusal::malformed_epcis, own->offset,
                  phrase("the event is about {} devices, and this member describes one", devices_.size()));
    }
    devices_.front().offset = own->offset;
    return devices_.front().add(*own, frame_) ||
           fail(Refusal::identity_conflict, own->offset,
                phrase("the event's EPC and this member name two devices"));
  }

  /// One device may go in under one name and come out under another; of several, the names stay.
  bool gather_transformed() {
    std::vector<GatheredDevice> after;
    if (!gather("inputEPCList", devices_) || !gather("outputEPCList", after)) return false;
    if (after.empty()) return true;
    if (devices_.size() != after.size() || devices_.empty()) {
      return fail(Refusal::malformed_epcis, offset_of("outputEPCList"),
                  phrase("{} devices go in and {} come out", devices_.size(), after.size()));
    }
    if (devices_.size() == 1) return merge_renamed();
    std::set<std::string> names;
    for (const GatheredDevice& device : devices_) names.insert(device.json(frame_));
    for (const GatheredDevice& device : after) {
      if (!names.contains(device.json(frame_)))
        return fail(Refusal::malformed_epcis, device.offset,
                    phrase("several devices go in, and which of them comes out under this name is not said"));
    }
    return true;
  }

  bool merge_renamed() {
    const JsonNode* const out = event_.find("outputEPCList");
    const JsonNode& name = out->is(Type::array) ? out->elements.front() : *out;
    const std::optional<EpcIdentifiers> identifiers = epc_identifiers(name.text);
    return (identifiers && devices_.front().add(*identifiers)) ||
           fail(Refusal::identity_conflict, name.offset, phrase("one device goes in and another comes out"));
  }

  [[nodiscard]] const EpcisFrame::Site* site() const {
    for (const std::string_view member : {"readPoint", "bizLocation"}) {
      const JsonNode* const place = event_.find(member);
      if (place == nullptr) continue;
      const auto found = frame_.sites.find(place->text_of("id"));
      if (found != frame_.sites.end()) return &found->second;
    }
    return nullptr;
  }

  void member(std::string_view name, std::size_t offset) {
    if (members_.size() > 1) members_.push_back(',');
    append_json_string(name, members_);
    members_.push_back(':');
    out_.fields.emplace_back(name, offset);
  }
  void text_member(std::string_view name, std::string_view text, std::size_t offset) {
    member(name, offset);
    append_json_string(text, members_);
  }

  void write() {
    members_ = "{";
    const bool is_void = kind_ == EventKind::void_;
    text_member("kind", word(kind_), is_void ? error_->offset : offset_of("bizStep"));
    const JsonNode* const time = is_void ? error_->find("declarationTime") : event_.find("eventTime");
    if (time != nullptr) {
      member("occurred_at", time->offset);
      append_node(*time, frame_, members_);
    }
    for (const auto& [name, value] : own_) {
      // An event that is declared wrong is a copy of it: what it says is not said again.
      constexpr auto of_voids =
          std::to_array<std::string_view>({"participant", "country", "reference", "reason", "voids"});
      const bool copied = is_void && std::find(of_voids.begin(), of_voids.end(), name) == of_voids.end();
      if (copied || name == "device") continue;
      member(name, value->offset);
      append_node(*value, frame_, members_);
    }
    write_defaults(is_void);
    if (members_.size() > most_facts) {
      fail(Refusal::line_too_long, event_.offset,
           phrase("the facts of the event have more than {} bytes", most_facts));
      return;
    }
    out_.members = std::move(members_);
    for (const GatheredDevice& device : devices_)
      out_.devices.push_back({device.json(frame_), device.offset});
  }

  /// What is not said in our own words but follows from the standard's.
  void write_defaults(bool is_void) {
    const EpcisFrame::Site* const where = site();
    const std::size_t place = offset_of(event_.find("readPoint") != nullptr ? "readPoint" : "bizLocation");
    if (where != nullptr && !where->participant.empty() && own_member("participant") == nullptr)
      text_member("participant", where->participant, place);
    // A resale's country is the buyer's, not the shop's.
    const bool is_here = kind_ != EventKind::resale;
    if (where != nullptr && is_here && !where->country.empty() && own_member("country") == nullptr)
      text_member("country", where->country, place);
    const bool is_conformant = cbv_word(event_.text_of("disposition"), "Disp") == "conformant";
    if (kind_ == EventKind::reconditioning && is_conformant && own_member("outcome") == nullptr)
      text_member("outcome", word(Outcome::reconditioned), offset_of("disposition"));
    const std::string_view why = is_void ? cbv_word(error_->text_of("reason"), "ER") : std::string_view{};
    if (!why.empty() && own_member("reason") == nullptr)
      text_member("reason", why, error_->find("reason")->offset);
  }

  const JsonNode& event_;
  const EpcisFrame& frame_;
  EpcisLines out_;
  std::string_view type_;
  std::string_view action_;
  EventKind kind_{};
  const JsonNode* error_ = nullptr;
  std::vector<std::pair<std::string, const JsonNode*>> own_;
  std::vector<GatheredDevice> devices_;
  std::string members_;
};

}  // namespace

EpcisLines lines_of(const JsonNode& event, EpcisFrame& frame) {
  const std::size_t before = frame.prefixes.size();
  add_prefixes(event, frame);
  EpcisLines lines = Translation(event, frame).lines();
  frame.prefixes.resize(before);
  return lines;
}

void write_line(const EpcisLines& lines, std::size_t index, std::string& out) {
  out.assign(lines.members).append(",\"device\":").append(lines.devices[index].json).append("}");
}

}  // namespace lcl
