// SPDX-License-Identifier: Apache-2.0
// Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint), and Ed25519.
import { base64, concat, equal, fail, fromBase64, hex, sha256, textOf, utf8 } from './bytes.mjs';

const ed25519Prefix = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);
export const noteKey = 1;
export const witnessKey = 4;

/// The 32 bytes of a key that acts state as the base64 of its DER; nothing where it is none.
export function pointOf(text) {
  const der = fromBase64(text);
  return der?.length === 44 && equal(der.slice(0, 12), ed25519Prefix) ? der.slice(12) : undefined;
}
/// The id of a key: the SHA-256 of its DER.
export const keyId = async (point) => hex(await sha256(concat(ed25519Prefix, point)));

export async function verifies(point, signature, bytes) {
  if (point?.length !== 32 || signature?.length !== 64) return false;
  try {
    const key = await crypto.subtle.importKey('raw', point, { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, key, signature, bytes);
  } catch (error) {
    if (error.name === 'NotSupportedError')
      fail('no_ed25519', 'this browser has no Ed25519; use a newer one',
        'ce navigateur ne connaît pas Ed25519 ; prenez-en un plus récent');
    return false;
  }
}

/// {name, type, id, point} of `NAME+HEX+BASE64`.
export async function parseVkey(text) {
  const parts = String(text).trim().match(/^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/);
  const bytes = parts ? fromBase64(parts[3]) : undefined;
  if (bytes?.length !== 33)
    fail('unknown_log_key', 'that is no key of a log: one reads like NAME+12345678+BASE64',
      'ce n’est pas la clé d’un journal : une telle clé se lit comme NOM+12345678+BASE64');
  const [name, type, point] = [parts[1], bytes[0], bytes.slice(1)];
  const id = (await sha256(concat(utf8(name + '\n'), Uint8Array.of(type), point))).slice(0, 4);
  if (hex(id) !== parts[2])
    fail('unknown_log_key', 'the key was mistyped: its digest is another',
      'la clé a été mal saisie : son empreinte en est une autre');
  return { name, type, id, point };
}

/// {text, lines: [{name, id, bytes}]}; fails where it is no signed note.
export function parseNote(bytes) {
  const note = textOf(bytes);
  const end = note === undefined ? -1 : note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n'))
    fail('malformed_checkpoint', 'that is no signed checkpoint',
      'ce n’est pas un point de contrôle signé');
  const lines = note.slice(end + 2, -1).split('\n').map((line) => {
    const parts = line.match(/^— (\S+) (\S+)$/);
    const signature = parts ? fromBase64(parts[2]) : undefined;
    if (!signature || signature.length < 5)
      fail('malformed_checkpoint', 'a signature line of the checkpoint is none',
        'une ligne de signature du point de contrôle est mal formée');
    return { name: parts[1], id: signature.slice(0, 4), bytes: signature.slice(4) };
  });
  if (lines.length > 64)
    fail('malformed_checkpoint', 'the checkpoint has more than 64 signature lines',
      'le point de contrôle porte plus de 64 lignes de signature');
  return { text: note.slice(0, end + 1), lines };
}

/// The lines of a note by the holder of a key.
export const linesOf = (note, key) => note.lines.filter((line) => line.name === key.name && equal(line.id, key.id));

/// {origin, size, root, note}: what the log's key signed.
export async function verifiedCheckpoint(bytes, key) {
  const note = parseNote(bytes);
  const lines = linesOf(note, key);
  if (lines.length === 0)
    fail('unknown_log_key', 'the checkpoint is not signed by the log whose key was given',
      'le point de contrôle n’est pas signé par le journal dont la clé a été donnée');
  for (const line of lines) {
    if (!(await verifies(key.point, line.bytes, utf8(note.text))))
      fail('wrong_checkpoint_signature', 'the signature on the checkpoint is wrong', 'la signature du point de contrôle est fausse');
  }
  const parts = note.text.match(/^([^\n]+)\n(0|[1-9][0-9]*)\n([^\n]+)\n$/);
  const root = parts ? fromBase64(parts[3]) : undefined;
  if (root?.length !== 32 || parts[1] !== key.name || !Number.isSafeInteger(Number(parts[2])))
    fail('malformed_checkpoint', 'what is signed is no checkpoint of the log whose key was given',
      'ce qui est signé n’est pas un point de contrôle du journal dont la clé a été donnée');
  return { origin: parts[1], size: Number(parts[2]), root, note, text: note.text };
}

export const checkpointText = (origin, size, root) => `${origin}\n${size}\n${base64(root)}\n`;
