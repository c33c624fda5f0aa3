// SPDX-License-Identifier: Apache-2.0
// The verifier's own modules, asked from the command line:
//     node check.mjs MODULES QUESTION
// MODULES is the folder of the modules; QUESTION is JSON: {folder | proof, log_key, certifier?, policy?, age?, kept?, ask?}.
// The answer is one line of JSON: {"proven": …} or {"failed": WORD, "sentence": …, "french": …}.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto;
const [modules, question] = [process.argv[2], JSON.parse(process.argv[3])];
const load = (name) => import(pathToFileURL(path.join(modules, `${name}.mjs`)));
const { Failure } = await load('bytes');
const { parseVkey } = await load('note');
const { parsePolicy } = await load('witnesses');
const { checkFolder } = await load('folder');
const { checkProof } = await load('proof_file');
const { lookUp } = await load('lookup');

const read = async (name) => {
  const file = path.join(question.folder, name);
  return fs.existsSync(file) ? new Uint8Array(fs.readFileSync(file)) : undefined;
};

async function answer() {
  const trust = { logKey: await parseVkey(question.log_key), certifier: question.certifier, kept: question.kept,
    policy: question.policy === undefined ? undefined : await parsePolicy(question.policy), greatestAgeHours: question.age };
  if (question.folder !== undefined) {
    const found = await checkFolder(read, trust);
    if (question.ask !== undefined) {
      const looked = await lookUp(found, read, question.ask);
      return looked === undefined ? null : { units: looked.units, project: looked.project?.id,
        entries: looked.events?.map(({ entry, payload }) => [entry.seq, entry.kind, payload !== undefined]) };
    }
    return { kept: found.kept, differing: found.differing, units: found.replay.units(), cosigned_at: found.cosignedAt,
      projects: [...found.replay.projects.values()].map(({ id, state, developer }) => ({ id, state, developer })),
      statements: found.replay.history.size, questioned: found.replay.questioned() };
  }
  const proof = await checkProof(new Uint8Array(fs.readFileSync(question.proof)), trust);
  return { kind: proof.kind, size: proof.checkpoint.size, units: proof.units, questioned: proof.questioned,
    entries: proof.events?.map(({ entry }) => [entry.seq, entry.kind]) };
}

try {
  console.log(JSON.stringify({ proven: await answer() }));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.log(JSON.stringify({ failed: error.word, sentence: error.message, french: error.french }));
}
