# SPDX-License-Identifier: Apache-2.0
"""What acts on disputes ask: schemas/README.md, section Acts, rule 9; as act_rules."""


def collection_disputed(registry, project, act, at):
    if any(dispute.entry == act["entry"] for dispute in project.disputes.values()):
        return "already_disputed"


def dispute_settled(registry, project, act, at):
    dispute = project.disputes.get(act["dispute"])
    return "unknown_dispute" if dispute is None or dispute.outcome is not None else None
