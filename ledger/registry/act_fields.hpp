// SPDX-License-Identifier: Apache-2.0
// Fields of an act whose form was checked (form_refusal), as values; an
// optional field that is absent gives nothing, or the empty value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/values/json.hpp"

namespace lcl::act_fields {

[[nodiscard]] const std::string& text(const Json& act, const char* field);
[[nodiscard]] std::string text_or_empty(const Json& act, const char* field);
[[nodiscard]] std::vector<std::string> texts(const Json& act, const char* field);
/// None where the field is absent.
[[nodiscard]] std::vector<std::string> texts_or_none(const Json& act, const char* field);
[[nodiscard]] std::uint64_t integer(const Json& act, const char* field);
/// None where the field is absent.
[[nodiscard]] std::vector<std::uint64_t> integers(const Json& act, const char* field);
[[nodiscard]] Decimal decimal(const Json& act, const char* field);
[[nodiscard]] Instant date(const Json& act, const char* field);
[[nodiscard]] Instant instant(const Json& act, const char* field);
[[nodiscard]] Period dates(const Json& act, const char* field);
/// What `dates` reads: {"from": date, "to": date}.
[[nodiscard]] Json dates_json(const Period& period);
[[nodiscard]] Digest digest(const Json& act, const char* field);
[[nodiscard]] PublicKey key(const Json& act, const char* field);
[[nodiscard]] std::vector<PublicKey> keys(const Json& act, const char* field);
[[nodiscard]] Head checkpoint(const Json& act, const char* field);
[[nodiscard]] std::vector<Mandant> mandants(const Json& act, const char* field);
[[nodiscard]] std::vector<Site> sites(const Json& act, const char* field);
[[nodiscard]] std::set<Pseudonym> devices(const Json& act, const char* field);
/// What a project states for its methodology, ascending by name.
[[nodiscard]] std::vector<StatedParameter> parameters(const Json& act, const char* field);
/// What `parameters` reads.
[[nodiscard]] Json parameters_json(const std::vector<StatedParameter>& stated);
/// Of a sample: what was found, by ascending seq.
[[nodiscard]] std::vector<SampleResult> results(const Json& act, const char* field);
/// The place of the field's word in `words`.
[[nodiscard]] std::size_t word_in(std::span<const std::string_view> words, const Json& act,
                                  const char* field);
/// The vintage whose debt a correction of the block settles: the one that the act names, or the units' own.
[[nodiscard]] int settled_vintage(const Json& act, const UnitBlock& block);
/// Whose debt a set-off settles: the project's own, or that of a project that it follows.
[[nodiscard]] const std::string& debtor_of(const Statement& set_off);

[[nodiscard]] Refused refused(Refusal refusal, std::string field, std::string message);
/// The first 16 hex digits of a key's id, as messages name it.
[[nodiscard]] std::string short_id(const Digest& id);
/// Of a key that may sign no more, as messages say it.
[[nodiscard]] std::string why_it_may_not_sign(const GrantedKey& granted);

}  // namespace lcl::act_fields
