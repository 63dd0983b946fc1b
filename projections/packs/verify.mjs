#!/usr/bin/env node
/**
 * Checks an evidence pack of Redress, offline, with nothing but Node 18 or newer:
 *
 *     node verify.mjs PACK.zip|FOLDER [--key PUBLIC-KEY] [--head FILE [--consistency FILE]] [--json]
 *
 * Exit codes: 0 the pack holds; 1 it does not, and each damage is named; 2 it cannot be read, or the line was wrong.
 * README.md says in prose what is checked, so that anyone may write another program that does the same.
 */
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit, stdout } from 'node:process';

const HEX = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const MOST_GAPS = 1000;
const SIGNATURE = 'manifest.sig.json';

class Unreadable extends Error {}

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hex = (bytes) => bytes.toString('hex');
const node = (left, right) => sha256(Buffer.of(1), left, right);
const leafOf = ({ recordedAt, text }) =>
  sha256(Buffer.of(0), Buffer.from(`${recordedAt}\n${text}`));
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 8785 of what is signed: names in order, no spaces. Only texts and whole numbers are ever signed. */
const canonical = (statement) =>
  Buffer.from(JSON.stringify(statement, Object.keys(statement).sort()));

/** Base64url without padding, in its one spelling; nothing otherwise. */
function decoded(text) {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

function isSigned(publicKey, statement, signature) {
  try {
    const key = createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: publicKey },
    });
    const bytes = decoded(signature);
    return bytes !== undefined && verifySignature(null, canonical(statement), key, bytes);
  } catch {
    return false;
  }
}

// The files of a pack, out of a ZIP or a folder.

function filesOf(path) {
  let found;
  try {
    found = statSync(path);
  } catch {
    throw new Unreadable(`${path} is not there`);
  }
  try {
    return found.isDirectory() ? filesBelow(path) : filesInZip(readFileSync(path));
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`${path}: ${error.message}`);
  }
}

function filesBelow(folder, prefix = '') {
  const files = new Map();
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const name = prefix + entry.name;
    if (entry.isDirectory()) for (const [n, b] of filesBelow(folder, `${name}/`)) files.set(n, b);
    else files.set(name, readFileSync(join(folder, name)));
  }
  return files;
}

/** Of a ZIP as packs are written, to the byte: what another reader could read otherwise is damaged. */
function filesInZip(zip) {
  const files = new Map();
  const damaged = (at) => new Unreadable(`zip-damaged: ${at}`);
  const end = zip.length - 22;
  if (end < 0) throw damaged('end');
  const count = zip.readUInt16LE(end + 10);
  const [listed, directory] = [12, 16].map((at) => zip.readUInt32LE(end + at));
  const record = Buffer.concat([
    END,
    ...[count, count].map(u16),
    u32(listed),
    u32(directory),
    u16(0),
  ]);
  if (!record.equals(zip.subarray(end)) || directory + listed !== end) throw damaged('end');
  let [local, entry] = [0, directory];
  for (let number = 0; number < count; number += 1) {
    const read = entryOf(zip, { local, entry, directory, end });
    if (read === undefined || files.has(read.name)) throw damaged(`entry ${number}`);
    files.set(read.name, read.content);
    ({ local, entry } = read);
  }
  if (local !== directory || entry !== end) throw damaged('directory');
  return files;
}

const u16 = (value) => Buffer.of(value & 0xff, value >>> 8);
const u32 = (value) => Buffer.concat([u16(value & 0xffff), u16(value >>> 16)]);
const END = Buffer.from('504b050600000000', 'hex');
const LOCAL = Buffer.from('504b0304', 'hex');
const CENTRAL = Buffer.from('504b01021400', 'hex');
/** Version 2.0, named in UTF-8, stored, dated 1980-01-01. */
const ALIKE = Buffer.from('14000008000000002100', 'hex');

/** The entry that begins at `local`, listed at `entry`, with where the next ones are; nothing where it is no such one. */
function entryOf(zip, { local, entry, directory, end }) {
  if (entry + 46 > end) return undefined;
  const [crc, size] = [16, 24].map((at) => zip.readUInt32LE(entry + at));
  const path = zip.subarray(entry + 46, entry + 46 + zip.readUInt16LE(entry + 28));
  const name = textOf(path);
  const from = local + 30 + path.length;
  const next = { local: from + size, entry: entry + 46 + path.length };
  if (name === undefined || next.entry > end || next.local > directory) return undefined;
  const described = Buffer.concat([ALIKE, ...[crc, size, size].map(u32), u16(path.length), u16(0)]);
  const listed = Buffer.concat([CENTRAL, described, Buffer.alloc(10), u32(local), path]);
  const header = Buffer.concat([LOCAL, described, path]);
  const content = zip.subarray(from, next.local);
  const isRight =
    listed.equals(zip.subarray(entry, next.entry)) &&
    header.equals(zip.subarray(local, from)) &&
    crc32(content) === crc;
  return isRight ? { name, content, ...next } : undefined;
}

const CRC = Uint32Array.from({ length: 256 }, (_, crc) => {
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  return crc;
});

/** The check sum of ZIP files: it finds accidents, never intent. */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ CRC[(crc ^ byte) & 0xff];
  return ~crc >>> 0;
}

// Proofs, as RFC 9162 §2.1.3.2 and §2.1.4.2 check them.

function isIncluded({ leaf, number, size, root, path }) {
  let [at, last, hash] = [BigInt(number), BigInt(size) - 1n, leaf];
  if (at > last) return false;
  for (const beside of path) {
    if (last === 0n) return false;
    if (at & 1n || at === last) {
      hash = node(beside, hash);
      while (!(at & 1n) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else hash = node(hash, beside);
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && hash.equals(root);
}

function isConsistent({ first, second, firstRoot, secondRoot, path }) {
  if (first < 1 || first > second) return false;
  if (first === second) return path.length === 0 && firstRoot.equals(secondRoot);
  let [at, last] = [BigInt(first) - 1n, BigInt(second) - 1n];
  while (at & 1n) [at, last] = [at >> 1n, last >> 1n];
  const [begin, ...rest] = at === 0n ? [firstRoot, ...path] : path;
  if (begin === undefined) return false;
  let [ofFirst, ofSecond] = [begin, begin];
  for (const beside of rest) {
    if (last === 0n) return false;
    if (at & 1n || at === last) {
      [ofFirst, ofSecond] = [node(beside, ofFirst), node(beside, ofSecond)];
      while (!(at & 1n) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else ofSecond = node(ofSecond, beside);
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && ofFirst.equals(firstRoot) && ofSecond.equals(secondRoot);
}

const hashes = (list) => list.map((one) => Buffer.from(one, 'hex'));

// What files hold: text that must be UTF-8, and JSON of a shape.

/** Nothing where the bytes are no UTF-8: no sign is ever guessed. */
function textOf(bytes) {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : undefined;
}

/** A text that has bytes: half a surrogate has none. */
const hasBytes = (text) => Buffer.from(text).toString('utf8') === text;

/** The lines of a file, each as its bytes; empty ones are none. */
function linesOf(bytes) {
  const lines = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end;
    if (to > from) lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}

const areTexts = (...values) => values.every((value) => typeof value === 'string');
const isHash = (value) => areTexts(value) && HEX.test(value);
const isNumber = (value) => Number.isSafeInteger(value) && value >= 0;
const isListOf = (list, isRight) =>
  Array.isArray(list) && list.every((one) => isObject(one) && isRight(one));
const isPlaced = ({ stream, revision }) => areTexts(stream) && isNumber(revision);

const isManifest = (it) =>
  it.is === 'redress/pack/1' &&
  areTexts(it.institution) &&
  isObject(it.files) &&
  isObject(it.streams) &&
  (it.rulesNotOnShelf === undefined ||
    (Array.isArray(it.rulesNotOnShelf) && areTexts(...it.rulesNotOnShelf)));

const isHead = (it) =>
  isNumber(it?.treeSize) &&
  isHash(it.rootHash) &&
  areTexts(it.institution, it.timestamp, it.keyId, it.signature);

const isSignature = (it) => areTexts(it.keyId, it.signature);

const isKeys = (it) =>
  isListOf(
    it,
    ({ keyId, publicKey, replaces, signature }) =>
      areTexts(keyId, publicKey, signature) && (replaces === null || areTexts(replaces)),
  );

const isProofs = (it) =>
  isListOf(
    it,
    (one) =>
      isPlaced(one) && isNumber(one.leaf) && Array.isArray(one.path) && one.path.every(isHash),
  );

const isOpenings = (it) =>
  isListOf(
    it,
    (one) =>
      isPlaced(one) &&
      Array.isArray(one.path) &&
      one.path.every((name) => areTexts(name) || isNumber(name)) &&
      areTexts(one.salt, one.value),
  );

const isErasures = (it) =>
  isListOf(it, (one) => isOpenings([{ ...one, salt: '', value: '' }]) && areTexts(one.commitment));

const isSignOffs = (it) => isListOf(it, isPlaced);

const isLetters = (it) =>
  isListOf(it, ({ stream, ordered }) => isPlaced({ stream, revision: ordered }));

const isDocuments = (it) =>
  isListOf(
    it,
    (one) =>
      isPlaced(one) && ((one.file === null && one.salt === null) || areTexts(one.file, one.salt)),
  );

const isCases = (it) => isListOf(it, ({ stream, receivedOn }) => areTexts(stream, receivedOn));

const isReturn = (it) =>
  isListOf(it?.tables, ({ rows }) =>
    isListOf(rows, ({ cell, cases, value }) => areTexts(cell, value) && Number.isInteger(cases)),
  );

const isCells = (it) =>
  isListOf(
    it,
    ({ stream, cells }) =>
      areTexts(stream) &&
      isListOf(
        cells,
        ({ cell, value, events }) =>
          areTexts(cell, value) && isListOf(events, ({ revision }) => isNumber(revision)),
      ),
  );

/** Whether two values of JSON are the same, in whatever order their names stand. */
function isSame(one, other) {
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, at) => isSame(item, other[at]))
    );
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  );
}

// The checks. Each names what it finds by a code and the place.

function check(files, { trusted, witnessed, consistency }) {
  const damages = [];
  const damage = (code, at) => damages.push({ code, at });
  const json = (name, isRight) => {
    const text = files.has(name) ? textOf(files.get(name)) : '';
    if (text === undefined) {
      damage('not-utf-8', name);
      return undefined;
    }
    try {
      const value = JSON.parse(text);
      if (isRight(value)) return value;
    } catch {
      // Said below, whatever was wrong.
    }
    damage('file-unreadable', name);
    return undefined;
  };

  const manifest = json('manifest.json', isManifest);
  if (manifest !== undefined) checkManifest(files, manifest, damage);
  const head = json('head.json', isHead);
  const keys = json('keys.json', isKeys);
  const known = new Map();
  const proofs = json('proofs.json', isProofs) ?? [];
  const signature = files.has(SIGNATURE) ? json(SIGNATURE, isSignature) : undefined;
  if (!files.has(SIGNATURE)) damage('manifest-not-signed', SIGNATURE);
  if (head !== undefined && keys !== undefined) {
    if (manifest !== undefined && manifest.institution !== head.institution)
      damage('head-of-another-institution', head.institution);
    checkKeys(keys, head.institution, known, damage);
    checkHead(head, known, 'head.json', damage);
    if (trusted !== undefined) checkTrusted(trusted, { known, head, signature }, damage);
    if (signature !== undefined)
      checkSignature(files, signature, { known, institution: head.institution }, damage);
    if (witnessed !== undefined) checkWitness(head, witnessed, { known, consistency }, damage);
  }
  const events = checkEvents(files, manifest, damage);
  if (head !== undefined) checkProofs(events, proofs, head, damage);
  const openings = json('openings.json', isOpenings) ?? [];
  checkOpenings(openings, events, damage);
  checkErasures(json('erasures.json', isErasures) ?? [], events, damage);
  // A return opens nothing and tells of no case: what it lists beside its events are figures.
  const tells = { files, events, openings, isWhole: manifest?.return === undefined };
  checkSignOffs(json('sign-offs.json', isSignOffs) ?? [], tells, damage);
  checkLetters(json('letters.json', isLetters) ?? [], tells, damage);
  checkDocuments(json('documents.json', isDocuments) ?? [], tells, damage);
  if (manifest?.return !== undefined) {
    const made = json('return.json', isReturn);
    const cells = json('cells.json', isCells);
    if (made !== undefined && cells !== undefined) checkReturn(made, cells, events, damage);
  }
  if (manifest?.period !== undefined && manifest.return === undefined)
    checkPeriod(manifest.period, json('cases.json', isCases) ?? [], events, damage);
  if (events.size === 0) damage('no-events', 'events');
  checkRules(files, events, manifest?.rulesNotOnShelf ?? [], damage);
  const trust = () => trustIn({ known, head, signature, proofs }, { trusted, witnessed });
  return { damages, events: events.size, head, manifest, trust };
}

function checkManifest(files, manifest, damage) {
  for (const [name, hash] of Object.entries(manifest.files))
    if (!files.has(name)) damage('file-missing', name);
    else if (hex(sha256(files.get(name))) !== hash) damage('file-changed', name);
  for (const name of files.keys())
    if (name !== 'manifest.json' && name !== SIGNATURE && !Object.hasOwn(manifest.files, name))
      damage('file-added', name);
}

/** The institution's own word on all files, by a key that may sign its heads. */
function checkSignature(files, { keyId, signature }, { known, institution }, damage) {
  const manifest = files.get('manifest.json') ?? Buffer.alloc(0);
  const statement = { is: 'redress/manifest/1', institution, keyId, sha256: hex(sha256(manifest)) };
  if (!known.has(keyId)) damage('manifest-key-unknown', SIGNATURE);
  else if (!isSigned(known.get(keyId), statement, signature))
    damage('manifest-signature-wrong', SIGNATURE);
}

/** The keys that may sign, followed from the first: each later one is signed by the one before. */
function checkKeys(announced, institution, known, damage) {
  let present;
  for (const [at, one] of announced.entries()) {
    const { keyId, publicKey, replaces, signature } = one;
    const statement = { is: 'redress/signing-key/1', institution, keyId, publicKey, replaces };
    const bytes = decoded(publicKey);
    const isItsId = bytes?.length === 32 && hex(sha256(bytes)) === keyId;
    const isEndorsed =
      replaces === (present?.keyId ?? null) &&
      isSigned(present?.publicKey ?? publicKey, statement, signature);
    if (!isItsId || !isEndorsed) damage('key-not-endorsed', `keys.json ${at}`);
    else known.set(keyId, (present = one).publicKey);
  }
}

/** A key vouches for itself and those after it; before it anybody may have put one of his own. */
function vouches(known, trusted, keyId) {
  const order = [...known.keys()];
  return order.includes(trusted) && order.indexOf(keyId) >= order.indexOf(trusted);
}

/** Against a key that is known otherwise: it, or one that it vouches for, must have signed. */
function checkTrusted(trusted, { known, head, signature }, damage) {
  const [id] = [...known].find(([, publicKey]) => publicKey === trusted) ?? [];
  if (id === undefined) return damage('key-not-trusted', 'keys.json');
  const isStranger = ({ keyId }) => known.has(keyId) && !vouches(known, id, keyId);
  if (isStranger(head)) damage('key-not-trusted', 'head.json');
  if (signature !== undefined && isStranger(signature)) damage('key-not-trusted', SIGNATURE);
}

/** By which keys a pack that holds is signed, and what of that its receiver knew otherwise. */
function trustIn({ known, head, signature, proofs }, { trusted, witnessed }) {
  const signedBy = [...new Set([head.keyId, signature.keyId])];
  const heldAgainst = [
    ...(trusted === undefined ? [] : ['key']),
    ...(witnessed === undefined ? [] : ['head']),
  ];
  return {
    signedBy,
    heldAgainst: heldAgainst.length === 0 ? ['pack'] : heldAgainst,
    // The id in a head is the hash of its key.
    keyKnown:
      trusted !== undefined || signedBy.every((keyId) => vouches(known, witnessed?.keyId, keyId)),
    isUnderKept: witnessed !== undefined && proofs.every(({ leaf }) => leaf < witnessed.treeSize),
  };
}

function checkHead(head, known, at, damage) {
  const { institution, treeSize, rootHash, timestamp, keyId, signature } = head;
  const statement = {
    is: 'redress/tree-head/1',
    institution,
    treeSize,
    rootHash,
    timestamp,
    keyId,
  };
  if (!known.has(keyId)) damage('head-key-unknown', at);
  else if (!isSigned(known.get(keyId), statement, signature)) damage('head-signature-wrong', at);
}

/** Against a head that somebody else kept: the later tree must contain the earlier one. */
function checkWitness(head, witnessed, { known, consistency }, damage) {
  if (witnessed.institution !== head.institution)
    return damage('witness-of-another-institution', '--head');
  // A later head may be signed by a key that was announced after the pack was made: the proof alone must hold then.
  if (witnessed.treeSize <= head.treeSize || known.has(witnessed.keyId))
    checkHead(witnessed, known, '--head', damage);
  const [first, second] =
    head.treeSize < witnessed.treeSize ? [head, witnessed] : [witnessed, head];
  const shown = first.treeSize === second.treeSize ? [] : consistency?.path;
  if (!Array.isArray(shown) || !shown.every(isHash))
    return damage('consistency-not-shown', `${first.treeSize} ${second.treeSize}`);
  const path = hashes(shown);
  const [firstRoot, secondRoot] = [first, second].map(({ rootHash }) =>
    Buffer.from(rootHash, 'hex'),
  );
  const sizes = { first: first.treeSize, second: second.treeSize };
  if (!isConsistent({ ...sizes, firstRoot, secondRoot, path }))
    damage('history-forked', `${first.treeSize} ${second.treeSize}`);
}

/** Every event by `stream revision`; revisions of a stream go up from 0 without gaps. */
function checkEvents(files, manifest, damage) {
  const events = new Map();
  const stated = new Map(Object.entries(manifest?.streams ?? {}));
  for (const [name, bytes] of files) {
    const stream = /^events\/(.+)\.jsonl$/.exec(name)?.[1];
    if (stream === undefined) continue;
    const lines = linesOf(bytes);
    checkStream(stream, { name, lines, events }, damage);
    if (manifest !== undefined && stated.get(stream) !== lines.length)
      damage('events-miscounted', stream);
  }
  for (const stream of stated.keys())
    if (!files.has(`events/${stream}.jsonl`)) damage('stream-missing', stream);
  return events;
}

function checkStream(stream, { name, lines, events }, damage) {
  let highest = -1;
  for (const [at, bytes] of lines.entries()) {
    const line = textOf(bytes);
    const event = line && eventOf(line, stream);
    if (event === undefined) {
      const code = line === undefined ? 'not-utf-8' : 'event-unreadable';
      damage(code, `${name} line ${at + 1}`);
      continue;
    }
    const { revision } = event.said;
    if (events.has(`${stream} ${revision}`)) damage('event-twice', `${stream} ${revision}`);
    else if (revision < highest) damage('event-out-of-order', `${stream} ${revision}`);
    highest = Math.max(highest, revision);
    events.set(`${stream} ${revision}`, event);
  }
  for (let [gap, named] = [0, 0]; gap < highest && named < MOST_GAPS; gap += 1)
    if (!events.has(`${stream} ${gap}`)) {
      damage('event-missing', `${stream} ${gap}`);
      named += 1;
    }
}

function eventOf(line, stream) {
  try {
    const { recordedAt, text } = JSON.parse(line);
    const said = JSON.parse(text);
    const isOurs =
      areTexts(recordedAt, text, said.type) &&
      INSTANT.test(recordedAt) &&
      hasBytes(text) &&
      said.stream === stream &&
      isNumber(said.revision) &&
      isObject(said.data) &&
      isObject(said.meta) &&
      isListOf(said.meta.grounds ?? [], ({ sha256: hash }) => areTexts(hash));
    return isOurs ? { recordedAt, text, said } : undefined;
  } catch {
    return undefined;
  }
}

/** One proof for each event, and one event for each proof. */
function checkProofs(events, proofs, head, damage) {
  const root = Buffer.from(head.rootHash, 'hex');
  const proved = new Map(proofs.map((one) => [`${one.stream} ${one.revision}`, one]));
  if (proved.size !== proofs.length) damage('proof-twice', 'proofs.json');
  for (const [name, event] of events) {
    const proof = proved.get(name);
    if (proof === undefined) {
      damage('proof-missing', name);
      continue;
    }
    const path = hashes(proof.path);
    if (!isIncluded({ leaf: leafOf(event), number: proof.leaf, size: head.treeSize, root, path }))
      damage('event-not-proved', name);
  }
  for (const name of proved.keys()) if (!events.has(name)) damage('event-missing-for-proof', name);
}

/** What the event holds at the place of an opening. */
function commitmentAt(events, { stream, revision, path }) {
  let found = events.get(`${stream} ${revision}`)?.said;
  for (const name of path)
    found =
      (isObject(found) || Array.isArray(found)) && Object.hasOwn(found, name)
        ? found[name]
        : undefined;
  return areTexts(found?.commitment) ? found.commitment : undefined;
}

/** A field that was opened: SHA-256 over label, salt and text is the commitment that the event holds. */
function checkOpenings(openings, events, damage) {
  const label = Buffer.from('redress/box-commitment/1\0');
  for (const [at, one] of openings.entries()) {
    const salt = decoded(one.salt);
    const commitment = commitmentAt(events, one);
    if (commitment === undefined) damage('opening-of-nothing', `openings.json ${at}`);
    else if (
      salt?.length !== 32 ||
      !hasBytes(one.value) ||
      hex(sha256(label, salt, Buffer.from(one.value))) !== commitment
    )
      damage('opening-wrong', `openings.json ${at}`);
  }
}

/** What was erased leaves its commitment in the event. */
function checkErasures(erasures, events, damage) {
  for (const [at, one] of erasures.entries())
    if (commitmentAt(events, one) !== one.commitment)
      damage('erasure-of-nothing', `erasures.json ${at}`);
}

/**
 * A list that tells again what events say: each entry has an event of its own and says the same, but for what is the
 * institution's own word; where all is told, each event has its entry.
 */
function checkTold(listed, { of, file, place, ownWord, expected, isWhole }, damage) {
  const told = new Set();
  for (const [at, { ...entry }] of listed.entries()) {
    const event = `${entry.stream} ${entry[place]}`;
    for (const name of ownWord) delete entry[name];
    if (!expected.has(event) || told.has(event)) damage(`${of}-of-no-event`, `${file} ${at}`);
    // As JSON it has no name for what an event does not say.
    else if (!isSame(entry, JSON.parse(JSON.stringify(expected.get(event)))))
      damage(`${of}-changed`, `${file} ${at}`);
    told.add(event);
  }
  if (!isWhole) return;
  for (const event of expected.keys()) if (!told.has(event)) damage(`${of}-not-listed`, event);
}

/** What an event says that another names by its revision. */
const saidAt = (events, stream, revision) =>
  isNumber(revision) ? events.get(`${stream} ${revision}`)?.said : undefined;

/** Who signed or returned which proposal, from the event of it and that of the proposal. */
function checkSignOffs(listed, { events, isWhole }, damage) {
  const expected = new Map();
  for (const [event, { said }] of events)
    if (/^(Decision|Review)(SignedOff|Returned)$/.test(said.type))
      expected.set(event, signOffOf(said, events));
  const told = { of: 'sign-off', file: 'sign-offs.json', place: 'revision', ownWord: [] };
  checkTold(listed, { ...told, expected, isWhole }, damage);
}

function signOffOf({ stream, revision, type, data, meta }, events) {
  const proposal = proposalOf(saidAt(events, stream, data.proposal));
  const isSignedOff = type.endsWith('SignedOff');
  const { authority = null, letterCommitment } = data;
  return {
    ...{ stream, revision, by: meta.actor, at: meta.occurredAt, proposal },
    instance: type.startsWith('Review') ? 'review' : 'first',
    verdict: isSignedOff ? 'signed-off' : 'returned',
    authority: isSignedOff ? authority : null,
    letterCommitment: isSignedOff ? letterCommitment : null,
    readWhatWasProposed: isSignedOff ? letterCommitment === proposal?.letterCommitment : null,
    shown: isSignedOff ? { class: data.class, clocks: data.clocks } : null,
  };
}

function proposalOf(said) {
  const isDecision = said?.type === 'DecisionProposed';
  if (!isDecision && said?.type !== 'ReviewProposed') return null;
  const {
    by,
    outcome,
    covers = [],
    remedies,
    remedy,
    matters,
    restsOn,
    reasons,
    letter,
  } = said.data;
  return {
    ...{ revision: said.revision, by, at: said.meta.occurredAt, outcome, covers },
    remedies: isDecision ? (remedies ?? [remedy]) : remedies,
    matters: isDecision ? matters : undefined,
    restsOn: isDecision ? restsOn : [],
    ...{ reasonsCommitment: reasons?.commitment, letterCommitment: letter?.commitment },
  };
}

const ABOUT_WRITTEN = ['DecisionProposed', 'ReviewProposed', 'DelayExplained'];

/** Each letter from the event that ordered it and those that say what became of it; its words from what was opened. */
function checkLetters(listed, { files, events, openings, isWhole }, damage) {
  const posted = new Map();
  for (const { stream, revision, path, value } of openings)
    if (path.length === 1 && path[0] === 'data')
      posted.set(`letters/${stream}/${revision}.txt`, value);
  const expected = new Map();
  for (const [event, { said }] of events)
    if (said.type === 'LetterOrdered') expected.set(event, orderedLetter(said, events));
  for (const { said } of events.values()) {
    const { stream, revision, type, data } = said;
    const letter = isNumber(data.order) ? expected.get(`${stream} ${data.order}`) : undefined;
    if (letter !== undefined && type === 'LetterFailed') letter.failed += 1;
    if (letter === undefined || type !== 'LetterSent') continue;
    const file = `letters/${stream}/${revision}.txt`;
    letter.sent = revision;
    letter.sentAt = data.sentAt;
    letter.commitment = data.commitment;
    letter.text = posted.has(file) ? file : null;
  }
  const told = { of: 'letter', file: 'letters.json', place: 'ordered', ownWord: ['demanded'] };
  checkTold(listed, { ...told, expected, isWhole }, damage);
  const named = new Set(listed.map(({ text }) => text));
  for (const name of posted.keys()) if (!files.has(name)) damage('letter-missing', name);
  for (const [name, bytes] of files) {
    if (!name.startsWith('letters/')) continue;
    const text = textOf(bytes);
    if (text === undefined) damage('not-utf-8', name);
    else if (text !== posted.get(name)) damage('letter-changed', name);
    if (!named.has(name)) damage('letter-not-listed', name);
  }
}

function orderedLetter({ stream, revision, data: { letter, about } }, events) {
  const subject = saidAt(events, stream, about);
  const { covers = [] } = ABOUT_WRITTEN.includes(subject?.type) ? subject.data : {};
  return {
    ...{ stream, ordered: revision, sent: null, sentAt: null, failed: 0, letter, covers },
    about: { revision: about, event: subject?.type ?? null },
    ...{ commitment: null, text: null },
  };
}

/** Every document that was filed is listed; what one holds is, with its salt, what the event commits to. */
function checkDocuments(listed, { files, events, openings, isWhole }, damage) {
  const label = Buffer.from('redress/document-commitment/1\0');
  const opened = new Map(openings.map((one) => [commitmentAt(events, one), one.value]));
  const expected = new Map();
  for (const [event, { said }] of events) {
    if (said.type !== 'DocumentFiled') continue;
    const { document, kind, mediaType, bytes, name, by } = said.data;
    expected.set(event, {
      ...{ stream: said.stream, revision: said.revision, document, kind, mediaType, bytes },
      ...{ filedBy: by, filedAt: said.meta.occurredAt },
      name: areTexts(name?.commitment) ? (opened.get(name.commitment) ?? null) : null,
    });
  }
  const ownWord = ['file', 'salt', 'without'];
  const told = { of: 'document', file: 'documents.json', place: 'revision', ownWord };
  checkTold(listed, { ...told, expected, isWhole }, damage);
  const named = new Set(listed.map(({ file }) => file));
  for (const { stream, revision, file, salt } of listed) {
    if (file === null) continue;
    const { document } = expected.get(`${stream} ${revision}`) ?? {};
    const bytes = decoded(salt);
    if (!files.has(file)) damage('document-missing', file);
    else if (bytes?.length !== 32 || hex(sha256(label, bytes, files.get(file))) !== document)
      damage('document-changed', file);
  }
  for (const name of files.keys())
    if (name.startsWith('documents/') && !named.has(name)) damage('document-not-listed', name);
}

/** Every case of a period is listed once with the day on which it was received, and every listed one is there. */
function checkPeriod(period, listed, events, damage) {
  const { from, to } = isObject(period) ? period : {};
  const named = new Set();
  for (const [at, { stream, receivedOn }] of listed.entries()) {
    if (named.has(stream)) damage('case-twice', `cases.json ${at}`);
    else if (!events.has(`${stream} 0`)) damage('case-of-no-event', `cases.json ${at}`);
    else if (!areTexts(from, to) || receivedOn < from || receivedOn > to)
      damage('case-outside-period', `cases.json ${at}`);
    named.add(stream);
  }
  for (const stream of casesIn(events)) if (!named.has(stream)) damage('case-not-listed', stream);
}

/** Each cell of a return is counted and added up again from its cases, whose events must be there. */
function checkReturn({ tables }, listed, events, damage) {
  const [sums, counted] = [new Map(), new Set()];
  for (const [at, { stream, cells }] of listed.entries()) {
    if (counted.has(stream)) damage('case-twice', `cells.json ${at}`);
    else if (!events.has(`${stream} 0`)) damage('case-of-no-event', `cells.json ${at}`);
    counted.add(stream);
    for (const { cell, value, events: behind } of cells) {
      if (!behind.every(({ revision }) => events.has(`${stream} ${revision}`)))
        damage('cell-of-no-event', `cells.json ${at} ${cell}`);
      sums.set(cell, sums.get(cell) ?? []);
      sums.get(cell).push(value);
    }
  }
  for (const { cell, cases, value } of tables.flatMap(({ rows }) => rows)) {
    const parts = sums.get(cell) ?? [];
    if (parts.length !== cases || !isSum(value, parts)) damage('cell-miscounted', cell);
    sums.delete(cell);
  }
  for (const cell of sums.keys()) damage('cell-unknown', cell);
  for (const stream of casesIn(events)) if (!counted.has(stream)) damage('case-not-listed', stream);
}

/** Exactly, as decimals are added: each is brought to the same number of digits behind the point. */
function isSum(whole, parts) {
  const all = [whole, ...parts];
  if (!all.every((text) => /^-?\d+(\.\d+)?$/.test(text))) return false;
  const scale = all.reduce((most, text) => Math.max(most, text.split('.')[1]?.length ?? 0), 0);
  const [first, ...others] = all.map((text) => {
    const [integer, fraction = ''] = text.split('.');
    return BigInt(integer + fraction.padEnd(scale, '0'));
  });
  return first === others.reduce((sum, one) => sum + one, 0n);
}

const casesIn = (events) =>
  [...events.keys()]
    .filter((name) => name.startsWith('complaint-') && name.endsWith(' 0'))
    .map((name) => name.slice(0, -2));

/** A rule stands under the hash of its own text, which the events that rest on it name. */
function checkRules(files, events, notOnShelf, damage) {
  const named = new Set();
  for (const { said } of events.values())
    for (const { sha256: hash } of said.meta.grounds ?? []) named.add(hash);
  for (const [name, bytes] of files) {
    const hash = /^rules\/(.+)\.json$/.exec(name)?.[1];
    if (hash === undefined) continue;
    if (hex(sha256(bytes)) !== hash) damage('rule-changed', name);
    else if (!named.has(hash)) damage('rule-of-no-event', name);
  }
  for (const hash of named)
    if (!files.has(`rules/${hash}.json`) && !notOnShelf.includes(hash))
      damage('rule-missing', `rules/${hash}.json`);
}

// The verdict: what of a pack that holds was shown, by what, and what was not.

/** Files that follow from events and proofs, by the first part of their names. */
const PROVED = [
  ...[
    'cases.json',
    'documents',
    'documents.json',
    'erasures.json',
    'events',
    'head.json',
    'keys.json',
    'letters',
  ],
  ...['letters.json', 'openings.json', 'proofs.json', 'rules', 'sign-offs.json'],
];
/** What of these files is the institution's own word all the same. */
const OWN_WORDS = [
  ['cases.json', 'receivedOn'],
  ['documents.json', 'without'],
  ['erasures.json', 'why', 'destroyedAt'],
  ['letters.json', 'demanded'],
];
const NOT_PROVED = {
  'true-when-recorded': ['that what was recorded is true', '所记录的内容属实'],
  'newest-events': [
    'that no newer events of these streams were held back',
    '上述流中没有被保留未交的更新事件',
  ],
  'all-opened': [
    'that all was opened that could be: fields, words of letters, contents of documents',
    '可开启的内容（字段、信函原文、材料内容）已全部开启',
  ],
  'all-cases': ['that no case was left out', '没有遗漏案件'],
  'right-cells': [
    'that by the rule of the form each case stands in its cells',
    '各案件按报表规则归入其单元格',
  ],
  'against-key-holder': [
    'anything against who holds both database and keys, but under a head that you kept: check it with --head',
    '针对同时掌握数据库与密钥者的任何事项（您留存的树头所含事件除外）：请以 --head 核验',
  ],
  'whose-key': [
    'whose the key is: it comes with the pack. Compare its id, or check with --key',
    '密钥属于何人：该密钥仅见于证据包内，请核对其编号，或以 --key 核验',
  ],
};

function verdictOf(files, manifest, { isUnderKept, ...trust }) {
  const parts = [...new Set([...files.keys()].map((name) => name.split('/')[0]))].sort();
  const isOf = {
    'all-cases': manifest.period !== undefined || manifest.return !== undefined,
    'right-cells': manifest.return !== undefined,
    'against-key-holder': !isUnderKept,
    'whose-key': !trust.keyKnown,
  };
  return {
    ...trust,
    proved: parts.filter((part) => PROVED.includes(part)),
    signedOnly: [
      ...parts.filter((part) => !PROVED.includes(part) && part !== SIGNATURE),
      ...OWN_WORDS.filter(([file]) => files.has(file)).map((words) => words.join(' ')),
    ],
    notProved: Object.keys(NOT_PROVED).filter((one) => isOf[one] ?? true),
  };
}

const GIVEN = {
  key: ['the key that you gave', '您提供的公钥'],
  head: ['the head that you kept', '您留存的树头'],
};

/** Whose the key is stands first: whoever makes a whole pack anew can sign all of it with a key of his own. */
function trustText({ signedBy, heldAgainst, keyKnown }) {
  const [en, zh] = [' and ', '、'].map((and, at) =>
    heldAgainst.flatMap((one) => GIVEN[one]?.[at] ?? []).join(and),
  );
  const ids = signedBy.join(', ');
  const held = en === '' ? ['', ''] : [`, and agrees with ${en}`, `，并与${zh}一致`];
  if (keyKnown)
    return `The pack holds${held[0]}, signed by key ${ids}.
证据包完整${held[1]}，由密钥 ${ids} 签名。`;
  return `The pack holds in itself${held[0]}, signed by key ${ids}.
Whose key this is, no pack can say: compare its id with what the institution published, or ask it by another way.
证据包自身一致${held[1]}，由密钥 ${ids} 签名。
该密钥属于何人，证据包无法自证：请与机构公布的密钥编号核对，或通过其他途径向机构求证。`;
}

const verdictText = ({ events, head, proved, signedOnly, notProved, ...trust }) =>
  `${trustText(trust)}
${events} events, all in the tree of ${head.treeSize} leaves signed ${head.timestamp}.
${events} 条事件均在该签名树中。

Proved by events and their proofs · 由事件及其证明核实:
  ${proved.join(', ')}
The institution's signed word, shown by no event · 仅为机构签名之陈述，无事件证明:
  ${signedOnly.join(', ')}
Not proved · 未获证明:
${notProved.map((one) => `  ${one}: ${NOT_PROVED[one].join(' · ')}\n`).join('')}`;

function main(args) {
  const line = {};
  const [pack, ...rest] = args.filter((one) => one !== '--json');
  for (let at = 0; at < rest.length; at += 2) {
    if (!['--key', '--head', '--consistency'].includes(rest[at]) || rest[at + 1] === undefined)
      return usage();
    line[rest[at].slice(2)] = rest[at + 1];
  }
  if (pack === undefined || pack.startsWith('--')) return usage();
  const read = (file) => {
    try {
      return file && JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      throw new Unreadable(`${file}: ${error.message}`);
    }
  };
  try {
    const witnessed = read(line.head);
    if (witnessed !== undefined && !isHead(witnessed))
      throw new Unreadable(`${line.head} holds no tree head`);
    const known = { trusted: line.key, witnessed, consistency: read(line.consistency) };
    const files = filesOf(pack);
    const { damages, manifest, trust, ...found } = check(files, known);
    const holds = damages.length === 0;
    const shown = holds ? verdictOf(files, manifest, trust()) : {};
    if (args.includes('--json')) stdout.write(`${JSON.stringify({ holds, damages, ...shown })}\n`);
    else if (holds) stdout.write(verdictText({ ...found, ...shown }));
    else stdout.write(damages.map(({ code, at }) => `${code}: ${at}\n`).join(''));
    return holds ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    if (args.includes('--json')) stdout.write(`${JSON.stringify({ unreadable: error.message })}\n`);
    else stdout.write(`unreadable: ${error.message}\n`);
    return 2;
  }
}

function usage() {
  stdout.write(
    'node verify.mjs PACK.zip|FOLDER [--key PUBLIC-KEY] [--head FILE [--consistency FILE]] [--json]\n',
  );
  return 2;
}

exit(main(argv.slice(2)));
