# SPDX-License-Identifier: Apache-2.0
"""The acts, their signers and the forms of their fields: schemas/README.md, section Acts, the tables."""
import decimal9
import keys
import serials
import values

ROLES = ("operator", "developer", "auditor", "certifier", "holder")
SCHEMES = ("esus", "esat", "ea", "ecovadis", "b_corp", "eco_organisation", "quality_label", "carbon_footprint")
WORDS = {
    "scheme": SCHEMES,
    "criterion": ("disability_or_reintegration", "not_for_profit", "shared_governance"),
    "opinion": ("unmodified", "qualified", "adverse", "disclaimed"),
    "assurance": ("limited", "reasonable"),
    "book": ("purchases", "stock", "returns", "repairs", "waste"),
    "sampling": ("random", "stratified", "monetary_unit"),
    "incentive": ("public_aid", "private_funding", "other_incentive"),
    "settlement": ("upheld", "rejected"),
    "use": ("contribution", "voluntary_compensation", "mandatory_compensation"),
    "cancellation": ("correction", "error", "other_registry"),
    "role": ROLES,
    "standing": ("trial", "official"),
    "test": ("avoided_beyond_band", "participant_apart", "one_party", "left_out", "unusual_mass", "other_category",
             "confirmed_slips", "repeated_value", "last_digits", "same_facts", "copied_block",
             "recorded_twice", "many_identifiers", "soon_again", "too_fast", "quick_cycle",
             "impossible_route", "crowded_day", "odd_hours", "regular_intervals", "period_end",
             "sudden_month", "late_recording"),
}


def _text(value):
    return values.is_text(value, 256)


def _is_date(value):
    return values.date(value) is not None


def _decimal(value):
    number = decimal9.parse(value)
    return number is not None and abs(number) <= 10**18 * decimal9.ONE


def _object(value, **members):
    return (isinstance(value, dict) and set(value) == set(members)
            and all(form(value[name]) for name, form in members.items()))


def _list(value, lowest, highest, element):
    return isinstance(value, list) and lowest <= len(value) <= highest and all(map(element, value))


def _once(found):
    return len(set(found)) == len(found)


def _dates(value):
    return (_object(value, **{"from": _is_date, "to": _is_date})
            and values.date(value["from"]) < values.date(value["to"]))


def _mandants(value):
    return (_list(value, 1, 1000, lambda m: _object(m, notified_on=_is_date, siret=values.is_siret))
            and _once([mandant["siret"] for mandant in value]))


def _ascend(found):
    return all(a < b for a, b in zip(found, found[1:]))


def _key(value):
    return keys.from_text(value) is not None


def _result(value):
    if not isinstance(value, dict) or value.get("result") not in ("right", "differing", "not_available"):
        return False
    needed = {"seq", "result"} | ({"found_kgco2e"} if value["result"] == "differing" else set()) | (
        {"text"} if value["result"] != "right" else set())
    if not needed <= set(value) <= needed | {"text", "evidence"}:
        return False
    return (values.is_integer(value["seq"]) and _decimal(value.get("found_kgco2e", "0")) and _text(value.get("text", "x"))
            and values.is_digest(value.get("evidence", "0" * 64)))


def _results(value):
    return _list(value, 1, 10_000, _result) and _ascend([result["seq"] for result in value])


def _named(value, most, holds):
    return (isinstance(value, dict) and 1 <= len(value) <= most
            and all(1 <= len(name.encode()) <= 64 and holds(member) for name, member in value.items()))


def _parameter(value):
    if not isinstance(value, dict) or set(value) not in ({"source", "value"}, {"source", "values"}):
        return False
    is_stated = _decimal(value["value"]) if "value" in value else _named(value["values"], 10_000, _decimal)
    return _text(value["source"]) and is_stated


FORMS = {
    "integer": values.is_integer,
    "integers": lambda value: _list(value, 1, 200, values.is_integer) and _ascend(value),
    "cycles": lambda value: _list(value, 1, 10_000, values.is_integer) and _ascend(value),
    "decimal": _decimal,
    "text": _text,
    "texts": lambda value: _list(value, 1, 200, _text),
    "date": _is_date,
    "dates": _dates,
    "instant": lambda value: values.instant(value) is not None,
    "siret": values.is_siret,
    "sirets": lambda value: _list(value, 1, 200, values.is_siret) and _once(value),
    "party": lambda value: values.national_number(value) is not None,
    "digest": values.is_digest,
    "key": _key,
    "keys": lambda value: _list(value, 1, 16, _key) and _ascend(value),
    "origin": values.is_origin,
    "base64": lambda value: (isinstance(value, str) and len(value) <= 87_384
                             and 1 <= len(values.unbase64(value) or b"") <= 65_536),
    "document": lambda value: isinstance(value, dict),
    "checkpoint": lambda value: _object(value, root=values.is_digest, size=values.is_integer),
    "mandants": _mandants,
    "sites": lambda value: _list(value, 2, 200, lambda site: _object(site, commune=_text, region=_text)),
    "devices": lambda value: _list(value, 1, 1000, values.is_short_hex) and _ascend(value),
    "units": lambda value: serials.parse(value) is not None,
    "misstatements": lambda value: _list(value, 0, 200, lambda m: _object(m, kgco2e=_decimal, text=_text)),
    "results": _results,
    "parameters": lambda value: _named(value, 64, _parameter),
}


def has_form(form, value):
    """Whether a value has a form: `word LIST` and `words LIST` besides those of the table."""
    sort, _, name = form.partition(" ")
    if sort == "word":
        return isinstance(value, str) and value in WORDS[name]
    if sort == "words":
        return _list(value, 1, len(WORDS[name]), lambda word: isinstance(word, str) and word in WORDS[name]) \
            and _once(value)
    return FORMS[sort](value)


_ANY = "operator developer certifier"
_LIVE = "labelled closed"
_HOLDING = "developer certifier holder"
# kind: signers, states of the project (None: not on a project), fields
ACTS = {
    "registry_opened": ("operator", None, "format:integer origin:origin log_key:key operator_key:key "
                                          "certifier_keys:keys certifier_quorum:integer recovery_key:key? "
                                          "standing:word_standing mandate:digest? pepper:digest"),
    "key_granted": ("certifier", None, "public_key:key role:word_role party:party? number:text? group:text? name:text? possession:base64?"),
    "key_revoked": ("certifier", None, "key:digest reason:text from:instant?"),
    "key_acts_annulled": ("certifier recovery", None, "from_entry:integer reason:text"),
    "holder_key_replaced": ("certifier", None, "holder:digest public_key:key possession:base64 reason:text"),
    "replacement_stopped": ("certifier holder", None, "holder:digest reason:text"),
    "holder_renamed": ("certifier", None, "holder:digest name:text party:siret? document:digest"),
    "auditor_accredited": ("certifier", None, "party:party body:text reference:text scope:text valid:dates"),
    "accreditation_withdrawn": ("certifier", None, "accreditation:integer withdrawn_on:date reason:text"),
    "methodology_adopted": ("certifier", None, "document:document decision:text? decided_on:date?"),
    "participant_registered": (_ANY, None, "participant:siret name:text"),
    "participant_withdrawn": (_ANY, None, "participant:siret reason:text"),
    "approval_recorded": (_ANY, None, "participant:siret scheme:word_scheme issuer:text reference:text issued_on:date "
                                      "expires_on:date evidence:digest criteria:words_criterion? rating:text?"),
    "approval_withdrawn": (_ANY, None, "approval:integer withdrawn_on:date reason:text"),
    "participant_suspended": ("certifier", None, "participant:siret from:date reason:text"),
    "participant_reinstated": ("certifier", None, "participant:siret from:date reason:text"),
    "private_erased": ("operator certifier", None, "entry:integer reason:text legal_ground:text"),
    "clock_corrected": ("certifier", None, "checkpoint:checkpoint last:instant time:instant reason:text "
                        "disputed:integers?"),
    "anchored": ("operator developer auditor certifier", None, "checkpoint:checkpoint cosignatures:texts? timestamp:base64?"),
    "project_notified": ("developer", "absent", "title:text developer:party region:text communes:texts "
                                                "applicant_standing:text notified_on:date mandants:mandants? marketplaces:sirets? sites:sites?"),
    "project_amended": ("developer", "notified filed", "region:text communes:texts applicant_standing:text notified_on:date sites:sites?"),
    "mandants_changed": ("developer", "notified filed labelled", "added:mandants? removed:sirets?"),
    "project_filed": ("developer", "notified", "dossier:digest"),
    "project_labelled": ("certifier", "filed", "decision:text notified_on:date methodology:digest "
                                               "potential_units:integer crediting_period:dates follows:text? "
                                               "parameters:parameters?"),
    "developer_changed": ("certifier", "notified filed labelled closed", "developer:party agreement:digest reason:text"),
    "incentive_declared": ("developer", "notified filed labelled closed", "kind:word_incentive text:text granted_on:date "
                                                                          "amount:decimal? document:digest?"),
    "incentive_withdrawn": ("developer certifier", "notified filed labelled closed", "incentive:integer reason:text"),
    "project_closed": ("developer certifier", "labelled", "closed_on:date reason:text"),
    "project_withdrawn": ("developer certifier", "notified filed labelled", "withdrawn_on:date reason:text"),
    "submission": ("developer certifier", _LIVE, "count:integer digest:digest"),
    "exclusivity_declared": ("developer", _LIVE, "period:dates declaration:digest"),
    "credited_elsewhere": ("developer auditor certifier", _LIVE, "registry:text foreign_project:text serials:texts "
                                                                 "period:dates? devices:devices?"),
    "declaration_withdrawn": ("developer auditor certifier", _LIVE, "declaration:integer reason:text"),
    "period_reported": ("developer", _LIVE, "period:dates checkpoint:checkpoint methodology:digest tally:digest lines:digest "
                                            "reduction:decimal estimate:integer"),
    "sample_committed": ("auditor", _LIVE, "reports:integers number:digest method:word_sampling assurance:word_assurance "
                                           "materiality:decimal expected:decimal"),
    "sample_challenged": ("certifier", _LIVE, "commitment:integer challenge:digest"),
    "sample_drawn": ("auditor", _LIVE, "commitment:integer number:digest population:integer "
                                       "kgco2e:decimal interval:decimal size:integer sample:digest cycles:cycles"),
    "sample_recorded": ("auditor", _LIVE, "sample:integer results:results projected:decimal bound:decimal "
                                          "document:digest beyond_cap:texts? reason:text?"),
    "sample_released": ("certifier", _LIVE, "commitment:integer reason:text"),
    "completeness_recorded": ("auditor", _LIVE, "reports:integers book:word_book listed:integer drawn:integer found:integer "
                                                "omitted_kgco2e:decimal? document:digest reason:text?"),
    "question_asked": ("auditor certifier", _LIVE, "test:word_test? entries:integers? text:text"),
    "question_answered": ("developer", _LIVE, "question:integer text:text document:digest?"),
    "opinion_given": ("auditor", _LIVE, "reports:integers opinion:word_opinion assurance:word_assurance "
                                        "materiality:decimal misstatements:misstatements misstated:decimal "
                                        "document:digest independence:digest disposes_of:integers?"),
    "opinion_reopened": ("auditor certifier", _LIVE, "opinion:integer reason:text"),
    "period_forgone": ("certifier", _LIVE, "report:integer reason:text"),
    "collection_disputed": ("developer", _LIVE, "entry:integer reason:text"),
    "dispute_settled": ("certifier", _LIVE, "dispute:integer outcome:word_settlement reason:text"),
    "beneficiary_named": ("developer", _LIVE, "vintage:integer holder:digest? use:word_use? contract_date:date? "
                                              "attestation:digest?"),
    "beneficiary_accepted": ("holder", _LIVE, "naming:integer"),
    "units_issued": ("certifier", _LIVE, "report:integer opinion:integer opinions:integers decision:text decided_on:date "
                                         "period:dates vintage:integer "
                                         "checkpoint:checkpoint methodology:digest tally:digest previous:integer? beneficiary:digest? "
                                         "avoided:decimal emitted:decimal given_back:decimal baseline:decimal leakage:decimal "
                                         "reduction:decimal "
                                         "creditable:decimal "
                                         "issued_before:integer cancelled:integer set_off_in:decimal "
                                         "set_off_out:decimal owed:decimal withheld:decimal? reserve:decimal? count:integer"),
    "units_assigned": (_HOLDING, _LIVE, "units:units from:digest? to:digest? beneficiary:text? use:word_use "
                                        "contract_date:date attestation:digest mandate:integer?"),
    "assignment_accepted": ("holder", _LIVE, "offer:integer"),
    "assignment_withdrawn": (_HOLDING, _LIVE, "offer:integer reason:text"),
    "mandate_recorded": ("certifier", _LIVE, "units:units to:digest? document:digest"),
    "mandate_withdrawn": ("certifier", _LIVE, "mandate:integer reason:text"),
    "units_retired": (_HOLDING, _LIVE, "units:units year:integer use:word_use beneficiary:text? mandate:integer?"),
    "units_cancelled": (_HOLDING, _LIVE, "units:units reason:word_cancellation text:text vintage:integer?"),
    "debt_stated": ("certifier", _LIVE, "vintage:integer kgco2e:decimal checkpoint:checkpoint"),
    "debt_set_off": ("certifier", _LIVE, "vintage:integer from_vintage:integer of_project:text? kgco2e:decimal checkpoint:checkpoint"),
}


def takes_quorum(kind):
    """Whether a quorum of certifier keys signs the act."""
    return kind.startswith("key_") or kind in ("holder_key_replaced", "clock_corrected")


def signers(kind):
    return ACTS[kind][0].split()


def states(kind):
    """The states in which the project must be; None where the act is on no project."""
    return None if ACTS[kind][1] is None else ACTS[kind][1].split()


def is_well_formed(kind, act, project):
    """Rule 1: every field that is needed, each of its form, no others; a project where one belongs."""
    if not isinstance(act, dict):
        return False
    known = {"private"}
    for field in ACTS[kind][2].split():
        name, _, form = field.partition(":")
        known.add(name)
        if name not in act:
            if not form.endswith("?"):
                return False
        elif not has_form(form.rstrip("?").replace("_", " ", 1), act[name]):
            return False
    if "private" in act and not values.is_digest(act["private"]):
        return False
    if set(act) - known:
        return False
    return project is None if states(kind) is None else values.is_project(project)
