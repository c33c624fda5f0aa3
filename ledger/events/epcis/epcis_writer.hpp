// SPDX-License-Identifier: Apache-2.0
// Events as an EPCIS 2.0 document in JSON-LD (schemas/epcis.md): the standard's members for what it has words
// for, ours for the rest.
#pragma once

#include <string>

#include "ledger/events/event.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

void begin_epcis(Instant made_at, std::string& out);
/// One ObjectEvent, without what separates it from the next.
void append_epcis(const Event& event, std::string& out);
void end_epcis(std::string& out);

}  // namespace lcl
