// SPDX-License-Identifier: Apache-2.0
// Second opinion on canonical JSON, with node's JSON.stringify: reads
// documents, each a line of hex, and prints the hex of each one's canonical form.
'use strict';

function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).sort().map((key) => JSON.stringify(key) + ':' + canonical(value[key]));
  return '{' + members.join(',') + '}';
}

const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter((line) => line !== '');
for (const line of lines) {
  const document = JSON.parse(Buffer.from(line, 'hex').toString('utf8'));
  console.log(Buffer.from(canonical(document), 'utf8').toString('hex'));
}
