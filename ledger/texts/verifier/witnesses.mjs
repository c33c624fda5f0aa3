// SPDX-License-Identifier: Apache-2.0
// Cosignatures of witnesses, and whether a policy has its quorum (C2SP tlog-cosignature, tlog-policy).
import { fail, utf8 } from './bytes.mjs';
import { linesOf, parseVkey, verifies, witnessKey } from './note.mjs';

/// {quorum, witnesses: name → vkey, groups: name → {least, members}}.
export async function parsePolicy(text) {
  const policy = { quorum: undefined, witnesses: new Map(), groups: new Map(), logs: [] };
  const broken = (line) => fail('malformed_policy', `the policy's line "${line}" is none`,
    `la ligne « ${line} » de la politique est mal formée`);
  for (const line of text.split('\n')) {
    const [word, name, ...rest] = line.split(/[ \t]+/);
    if (line === '' || line.startsWith('#')) continue;
    if (word === 'log') policy.logs.push(await parseVkey(name));
    else if (word === 'witness' && rest.length >= 1) policy.witnesses.set(name, await parseVkey(rest[0]));
    else if (word === 'group' && rest.length >= 2) {
      const [count, ...members] = rest;
      const least = count === 'all' ? members.length : count === 'any' ? 1 : Number(count);
      const isKnown = members.every((each) => policy.witnesses.has(each) || policy.groups.has(each));
      if (!isKnown || !Number.isInteger(least) || least < 1 || least > members.length) broken(line);
      policy.groups.set(name, { least, members });
    } else if (word === 'quorum' && policy.quorum === undefined) policy.quorum = name;
    else broken(line);
  }
  const { quorum } = policy;
  if (quorum !== 'none' && !policy.witnesses.has(quorum) && !policy.groups.has(quorum)) broken(`quorum ${quorum}`);
  if ([...policy.witnesses.values()].some((key) => key.type !== witnessKey)) broken('witness');
  return policy;
}

/// The time, in seconds, of each witness's earliest cosignature. Fails where one does not verify.
async function seenBy(policy, checkpoint) {
  const times = new Map();
  for (const [name, key] of policy.witnesses) {
    for (const { bytes } of linesOf(checkpoint.note, key)) {
      if (bytes.length !== 72)
        fail('wrong_cosignature', `the cosignature of ${key.name} is none`,
          `la cosignature de ${key.name} est mal formée`);
      const time = bytes.slice(0, 8).reduce((sum, byte) => sum * 256 + byte, 0);
      const signed = utf8(`cosignature/v1\ntime ${time}\n${checkpoint.text}`);
      if (!(await verifies(key.point, bytes.slice(8), signed)))
        fail('wrong_cosignature', `the cosignature of ${key.name} is wrong`,
          `la cosignature de ${key.name} est fausse`);
      times.set(name, Math.min(time, times.get(name) ?? Infinity));
    }
  }
  return times;
}

/// When the quorum had seen the checkpoint, in seconds; nothing under a policy that asks for none. Fails where
/// too few have.
export async function requireQuorum(policy, checkpoint) {
  const times = await seenBy(policy, checkpoint);
  const timeOf = (name) => {
    const group = policy.groups.get(name);
    if (!group) return times.get(name) ?? Infinity;
    return group.members.map(timeOf).sort((a, b) => a - b)[group.least - 1];
  };
  if (policy.quorum === 'none') return undefined;
  const time = timeOf(policy.quorum);
  if (time === Infinity)
    fail('no_quorum', 'too few of the policy’s witnesses have seen this checkpoint',
      'trop peu de témoins de la politique ont vu ce point de contrôle');
  return time;
}
