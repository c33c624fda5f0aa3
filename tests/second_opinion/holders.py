# SPDX-License-Identifier: Apache-2.0
"""Who may dispose of units: schemas/README.md, sections Units and Holders. The rules of the acts on them, as those of
act_rules.py, which gives them on."""
import canonical_json
import keys
import roles
import serials
import values

MONTH_MS = 30 * values.DAY_MS


def proves_possession(registry, text, point):
    """Whether the base64 `text` is the key's signature that it is there, for this registry."""
    public_key = keys.text_of(point)
    signed = b"lcl possession 1\n" + canonical_json.write({"origin": registry.origin, "public_key": public_key})
    return keys.verifies(point, signed, values.unbase64(text) or b"")


def party_refusal(act):
    """Of key_granted: whether it says whose key it is."""
    if act["role"] != "holder":
        return None if "party" in act and "name" not in act else "malformed_statement"
    return None if {"party", "name", "private"} & set(act) else "malformed_statement"


def possession_refusal(registry, act, point):
    if "possession" not in act:
        return "possession_not_proven" if act["role"] == "holder" else None
    return None if proves_possession(registry, act["possession"], point) else "possession_not_proven"


def _pending(holder, today):
    """The replacement of a holder's key that can still be stopped."""
    return holder.replacement if holder.replacement and today < holder.replacement.time else None


def holder_key_replaced(registry, project, act, at):
    point = keys.from_text(act["public_key"])
    if keys.fingerprint(point) in registry.keys or point == registry.log_key:
        return "key_already_granted"
    if not proves_possession(registry, act["possession"], point):
        return "possession_not_proven"
    if act["holder"] not in registry.holders:
        return "unknown_holder"
    if _pending(registry.holders[act["holder"]], at.today):
        return "replacement_pending"


def replacement_stopped(registry, project, act, at):
    if act["holder"] not in registry.holders:
        return "unknown_holder"
    if at.signer.holder not in (None, act["holder"]):
        return "not_the_holder"
    if not _pending(registry.holders[act["holder"]], at.today):
        return "nothing_to_stop"


def holder_renamed(registry, project, act, at):
    if act["holder"] not in registry.holders:
        return "unknown_holder"
    if "party" in act and roles.is_auditor(registry, act["party"]):
        return "contradictory_roles"


def _fates(project, block):
    return project.issuances[block.issuance].fates(block.first, block.last)


def _block(registry, project, act, at):
    block = serials.parse(act["units"])
    if not block.checked:
        return "serial_check_digits"
    if block.official != registry.official:
        return "unknown_units"
    issued = project.issuances.get(block.issuance) if block.project == project.id else None
    if issued is None or issued.vintage != block.vintage or block.last > issued.count:
        return "unknown_units"
    if any(fate.state not in ("issued", "assigned") for fate in _fates(project, block)):
        return "units_not_held"
    if any(fate.offer in project.offers and project.offers[fate.offer].is_open(at.today)
           for fate in _fates(project, block)):
        return "units_offered"


def _all(project, act, holds):
    return None if all(map(holds, _fates(project, serials.parse(act["units"])))) else "not_the_holder"


def _with_developer(project, act):
    return _all(project, act, lambda fate: fate.state == "issued")


def _without_key(project, act):
    return _all(project, act, lambda fate: fate.state == "assigned" and fate.holder is None)


def _own(project, act, at):
    if at.signer.role == "developer":
        return _with_developer(project, act)
    if at.signer.role == "certifier":
        return _without_key(project, act)
    return _all(project, act, lambda fate: fate.state == "assigned" and fate.holder == at.signer.holder)


def _mandate(project, act, at, to):
    """Whether the certifier may do this, which offers the units to `to` or, where that is None, retires them."""
    mandate, block = project.mandates.get(act.get("mandate")), serials.parse(act["units"])
    if mandate is None or mandate.withdrawn:
        return "not_mandated"
    of = mandate.block
    if of.issuance != block.issuance or not of.first <= block.first <= block.last <= of.last or mandate.to != to:
        return "not_mandated"
    if any(fate.since > act["mandate"] for fate in _fates(project, block)):
        return "not_mandated"
    return "mandate_pending" if at.today < mandate.time else None


def _receiver(act, signer):
    if "to" in act:
        return "beneficiary" not in act and ("mandate" not in act or signer.role == "certifier")
    return signer.role != "certifier" and "mandate" not in act and ("beneficiary" in act or "private" in act)


def units_assigned(registry, project, act, at):
    if not _receiver(act, at.signer):
        return "malformed_statement"
    refused = _block(registry, project, act, at) or _own(project, act, at)
    if refused:
        return refused
    if act.get("from") != at.signer.holder:
        return "not_the_holder"
    if "to" in act and act["to"] not in registry.holders:
        return "unknown_holder"
    if at.signer.role == "certifier":
        refused = _mandate(project, act, at, act["to"])
    if refused is None and not project.notified_on <= values.date(act["contract_date"]) <= at.today:
        return "impossible_date"
    return refused


def beneficiary_named(registry, project, act, at):
    terms = [term in act for term in ("use", "contract_date", "attestation")]
    if terms != 3 * ["holder" in act]:
        return "malformed_statement"
    if act["vintage"] > 9999:
        return "impossible_date"
    if "holder" in act and act["holder"] not in registry.holders:
        return "unknown_holder"
    if "holder" in act and not project.notified_on <= values.date(act["contract_date"]) <= at.today:
        return "impossible_date"


def beneficiary_accepted(registry, project, act, at):
    naming = project.namings.get(act["naming"])
    if naming is None or "holder" not in naming or act["naming"] in project.namings_accepted:
        return "offer_not_open"
    if any(seq > act["naming"] and later["vintage"] <= naming["vintage"] for seq, later in project.namings.items()):
        return "offer_not_open"
    return None if naming["holder"] == at.signer.holder else "not_the_holder"


def _open_offer(project, act, at):
    offer = project.offers.get(act["offer"])
    return offer if offer is not None and offer.is_open(at.today) else None


def assignment_accepted(registry, project, act, at):
    offer = _open_offer(project, act, at)
    if offer is None:
        return "offer_not_open"
    return None if offer.to == at.signer.holder else "not_the_holder"


def assignment_withdrawn(registry, project, act, at):
    offer = _open_offer(project, act, at)
    if offer is None:
        return "offer_not_open"
    if at.signer.role == "certifier":
        return None
    own = offer.maker == "developer" if at.signer.role == "developer" else offer.maker == at.signer.holder
    return None if own else "not_the_holder"


def mandate_recorded(registry, project, act, at):
    refused = _block(registry, project, act, at) or _without_key(project, act)
    if refused is None and "to" in act and act["to"] not in registry.holders:
        return "unknown_holder"
    return refused


def mandate_withdrawn(registry, project, act, at):
    mandate = project.mandates.get(act["mandate"])
    return "not_mandated" if mandate is None or mandate.withdrawn else None


def units_retired(registry, project, act, at):
    is_certifier = at.signer.role == "certifier"
    if "beneficiary" not in act and "private" not in act or "mandate" in act and not is_certifier:
        return "malformed_statement"
    refused = _block(registry, project, act, at) or _own(project, act, at)
    if refused is None and is_certifier:
        refused = _mandate(project, act, at, None)
        others = [fate for fate in _fates(project, serials.parse(act["units"]))
                  if fate.beneficiary != act.get("beneficiary")]
        if refused is None and others:
            return "not_mandated"
    if refused is None and not values.year(project.notified_on) <= act["year"] <= values.year(at.today):
        return "impossible_date"
    return refused


def units_cancelled(registry, project, act, at):
    is_correction = act["reason"] == "correction"
    if is_correction != (at.signer.role == "certifier"):
        return "wrong_role"
    if "vintage" in act and not is_correction:
        return "malformed_statement"
    if act.get("vintage", 0) > 9999:
        return "impossible_date"
    return _block(registry, project, act, at) or (_with_developer(project, act) if is_correction else _own(project, act, at))
