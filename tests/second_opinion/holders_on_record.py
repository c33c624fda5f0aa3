# SPDX-License-Identifier: Apache-2.0
"""Holders, offers, mandates and whose units are: what the acts on them establish (schemas/README.md, section Acts, the
column of effects). registry.Registry has these besides its own."""
import keys
import serials
from holders import MONTH_MS


class Holder:
    """`replacement` is the last replacement of its key that was not stopped."""

    def __init__(self, key_id):
        self.key_id, self.replacement = key_id, None


class Replacement:
    def __init__(self, old, new, time, before):
        self.old, self.new, self.time, self.before = old, new, time, before


class Offer:
    """`maker` is the holder that makes it, `developer` or `certifier`."""

    def __init__(self, block, maker, act, until):
        self.block, self.maker, self.to, self.until = block, maker, act["to"], until
        self.closed = False

    def is_open(self, today):
        return not self.closed and today < self.until


class Mandate:
    def __init__(self, block, to, time):
        self.block, self.to, self.time, self.withdrawn = block, to, time, False


class HoldersOnRecord:
    def _holder_key_replaced(self, _seq, _project, act, _signer):
        holder, point = self.holders[act["holder"]], keys.from_text(act["public_key"])
        old = holder.replacement.new if holder.replacement else holder.key_id
        new, time = keys.fingerprint(point), self.time + MONTH_MS
        holder.replacement = Replacement(old, new, time, holder.replacement)
        self.keys[old].until = time
        before = self.keys[old]
        self.keys[new] = self.holder_key(point, before.party, act["holder"], time, before.number, before.group)

    def _replacement_stopped(self, _seq, _project, act, _signer):
        holder = self.holders[act["holder"]]
        stopped = holder.replacement
        self.keys[stopped.old].until = None
        self.keys[stopped.new].annulled = True
        holder.replacement = stopped.before

    def _holder_renamed(self, _seq, _project, act, _signer):
        if "party" in act:
            for key in self.keys.values():
                if key.holder == act["holder"]:
                    key.party, key.number = act["party"], act["party"][:9]

    @staticmethod
    def _change(project, block, **changes):
        project.issuances[block.issuance].change(block.first, block.last, **changes)

    def _units_assigned(self, seq, project, act, signer):
        block = serials.parse(act["units"])
        if "to" in act:
            maker = signer.holder or signer.role
            project.offers[seq] = Offer(block, maker, act, self.time + MONTH_MS)
            self._change(project, block, offer=seq)
        else:
            self._change(project, block, state="assigned", holder=None, beneficiary=act.get("beneficiary"), since=seq)

    def _beneficiary_named(self, seq, project, act, _signer):
        project.namings[seq] = act

    def _beneficiary_accepted(self, _seq, project, act, _signer):
        project.namings_accepted.add(act["naming"])

    def _assignment_accepted(self, seq, project, act, _signer):
        offer = project.offers[act["offer"]]
        offer.closed = True
        self._change(project, offer.block, state="assigned", holder=offer.to, beneficiary=None, since=seq)

    def _assignment_withdrawn(self, _seq, project, act, _signer):
        project.offers[act["offer"]].closed = True

    def _mandate_recorded(self, seq, project, act, _signer):
        project.mandates[seq] = Mandate(serials.parse(act["units"]), act.get("to"), self.time + MONTH_MS)

    def _mandate_withdrawn(self, _seq, project, act, _signer):
        project.mandates[act["mandate"]].withdrawn = True

    def _units_retired(self, _seq, project, act, _signer):
        self._change(project, serials.parse(act["units"]), state="retired")

    def _units_cancelled(self, _seq, project, act, _signer):
        block = serials.parse(act["units"])
        settles = act.get("vintage", block.vintage) if act["reason"] == "correction" else None
        self._change(project, block, state="cancelled", settles=settles)
