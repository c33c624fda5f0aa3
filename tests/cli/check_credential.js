// SPDX-License-Identifier: Apache-2.0
// A second reader of credentials: Data Integrity with eddsa-jcs-2022 and did:key, by Node's own Ed25519.
//     node check_credential.js FILE    prints "proven" or "not proven"
'use strict';
const crypto = require('crypto');
const fs = require('fs');

const LETTERS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function fromBase58(text) {
  let number = 0n;
  for (const letter of text) number = number * 58n + BigInt(LETTERS.indexOf(letter));
  const digits = number.toString(16);
  const zeros = '00'.repeat(text.length - text.replace(/^1+/, '').length);
  return Buffer.from(zeros + (digits.length % 2 ? '0' : '') + digits, 'hex');
}

// RFC 8785 is ECMAScript's own JSON with members sorted by UTF-16 code units, as sort() does.
function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return '{' + Object.keys(value).sort().map((key) => JSON.stringify(key) + ':' + canonical(value[key])).join(',') + '}';
}

const digest = (value) => crypto.createHash('sha256').update(canonical(value), 'utf8').digest();

function proven(credential) {
  const { proof, ...document } = credential;
  const { proofValue, ...options } = proof;
  const multikey = proof.verificationMethod.split('#')[1];
  if (document.issuer !== 'did:key:' + multikey) return false;
  if (options.cryptosuite !== 'eddsa-jcs-2022' || options.type !== 'DataIntegrityProof') return false;
  if (canonical(options['@context']) !== canonical(document['@context'])) return false;
  const raw = fromBase58(multikey.slice(1));
  if (raw[0] !== 0xed || raw[1] !== 0x01 || raw.length !== 34) return false;
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw.subarray(2)]);
  const key = crypto.createPublicKey({ key: der, format: 'der', type: 'spki' });
  const signed = Buffer.concat([digest(options), digest(document)]);
  return crypto.verify(null, signed, key, fromBase58(proofValue.slice(1)));
}

console.log(proven(JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))) ? 'proven' : 'not proven');
