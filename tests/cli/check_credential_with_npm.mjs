// SPDX-License-Identifier: Apache-2.0
// Credentials as Digital Bazaar's verifier of W3C Verifiable Credentials 2.0 sees them, which knows nothing of lcl:
//     node check_credential_with_npm.mjs FOLDER FILE    prints "proven", or "not proven" and why
// FOLDER has what npm installs of @digitalbazaar/{vc,data-integrity,eddsa-jcs-2022-cryptosuite,did-method-key,ed25519-multikey}.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, file] = process.argv.slice(2);
const found = createRequire(path.join(path.resolve(folder), 'any.js'));
const load = (name) => import(pathToFileURL(found.resolve(`@digitalbazaar/${name}`)));

const vc = await load('vc');
const { DataIntegrityProof } = await load('data-integrity');
const { createVerifyCryptosuite } = await load('eddsa-jcs-2022-cryptosuite');
const { driver } = await load('did-method-key');
const Ed25519Multikey = await load('ed25519-multikey');

const keys = driver();
keys.use({ multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from });

async function documentLoader(url) {
  if (!url.startsWith('did:key:')) throw new Error(`nothing is fetched: ${url}`);
  return { documentUrl: url, document: await keys.get({ url }) };
}

const credential = JSON.parse(fs.readFileSync(file, 'utf8'));
const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
const { verified, error } = await vc.verifyCredential({ credential, suite, documentLoader });
console.log(verified ? 'proven' : 'not proven');
if (!verified) console.error(String(error?.errors?.[0] ?? error));
