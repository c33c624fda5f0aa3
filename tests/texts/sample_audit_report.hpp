// SPDX-License-Identifier: Apache-2.0
// An audit report made up for the tests of its pages, over sample_tally's figures.
#pragma once

#include "ledger/audit/audit_report.hpp"

/// Sound, with figures that follow, an unmodified opinion, one issuance, and neither sample nor questions.
lcl::AuditReport sample_audit_report();
