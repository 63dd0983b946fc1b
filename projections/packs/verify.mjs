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
import { inflateRawSync } from 'node:zlib';

const HEX = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const MOST_BYTES = 2 ** 30;

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

function isSigned(publicKey, statement, signature) {
  try {
    const key = createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: publicKey },
    });
    const bytes = Buffer.from(signature, 'base64url');
    if (bytes.toString('base64url') !== signature) return false;
    return verifySignature(null, canonical(statement), key, bytes);
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
  return found.isDirectory() ? filesBelow(path) : filesInZip(readFileSync(path));
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

function filesInZip(zip) {
  if (zip.length < 4 || zip.readUInt32LE(0) !== 0x04034b50) throw new Unreadable('it is not a ZIP');
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  if (end < 0 || end + 22 > zip.length)
    throw new Unreadable('the ZIP is cut off: its end is missing');
  try {
    return entriesOf(zip, zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 16));
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`the ZIP is damaged: ${error.message}`);
  }
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

function entriesOf(zip, count, directory) {
  const files = new Map();
  let at = directory;
  for (let entry = 0; entry < count; entry += 1) {
    if (zip.readUInt32LE(at) !== 0x02014b50)
      throw new Unreadable('the ZIP is damaged: its directory');
    const [method, packed, size] = [10, 20, 24].map((o) =>
      o < 20 ? zip.readUInt16LE(at + o) : zip.readUInt32LE(at + o),
    );
    const [names, extra, comment] = [28, 30, 32].map((o) => zip.readUInt16LE(at + o));
    const name = zip.toString('utf8', at + 46, at + 46 + names);
    const local = zip.readUInt32LE(at + 42);
    if (zip.readUInt32LE(local) !== 0x04034b50) throw new Unreadable(`the ZIP is damaged: ${name}`);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + packed);
    if (files.has(name)) throw new Unreadable(`the ZIP holds ${name} twice`);
    if (bytes.length !== packed || size > MOST_BYTES)
      throw new Unreadable(`the ZIP is cut off in ${name}`);
    if (method !== 0 && method !== 8)
      throw new Unreadable(`${name} is packed in a way that is not known`);
    const content = method === 0 ? bytes : inflateRawSync(bytes, { maxOutputLength: size + 1 });
    if (crc32(content) !== zip.readUInt32LE(at + 16))
      throw new Unreadable(`the ZIP is damaged: ${name}`);
    files.set(name, content);
    at += 46 + names + extra + comment;
  }
  return files;
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

const hashes = (list) =>
  Array.isArray(list) && list.every((one) => HEX.test(one))
    ? list.map((one) => Buffer.from(one, 'hex'))
    : undefined;

// The checks. Each names what it finds by a code and the place.

function check(files, { trusted, witnessed, consistency }) {
  const damages = [];
  const damage = (code, at) => damages.push({ code, at });
  const json = (name, isRight) => {
    try {
      const value = JSON.parse(files.get(name).toString('utf8'));
      if (isRight(value)) return value;
    } catch {
      // Said below, whatever was wrong.
    }
    damage('file-unreadable', name);
    return undefined;
  };

  const manifest = json(
    'manifest.json',
    (it) => it.is === 'redress/pack/1' && isObject(it.files) && isObject(it.streams),
  );
  if (manifest !== undefined) checkManifest(files, manifest, damage);
  const head = json('head.json', isHead);
  const keys = json('keys.json', Array.isArray);
  const proofs = json('proofs.json', Array.isArray) ?? [];
  if (head !== undefined && keys !== undefined) {
    if (manifest !== undefined && manifest.institution !== head.institution)
      damage('head-of-another-institution', head.institution);
    const known = checkKeys(keys, head.institution, trusted, damage);
    checkHead(head, known, 'head.json', damage);
    if (witnessed !== undefined) checkWitness(head, witnessed, { known, consistency }, damage);
  }
  const events = checkEvents(files, manifest, damage);
  if (head !== undefined) checkProofs(events, proofs, head, damage);
  const openings = json('openings.json', Array.isArray) ?? [];
  checkOpenings(openings, events, damage);
  checkLetters(files, openings, damage);
  checkDocuments(files, json('documents.json', Array.isArray) ?? [], events, damage);
  if (manifest?.return !== undefined) {
    const made = json('return.json', isReturn);
    const cells = json('cells.json', isCells);
    if (made !== undefined && cells !== undefined) checkReturn(made, cells, events, damage);
  }
  if (manifest?.period !== undefined && manifest.return === undefined)
    checkPeriod(manifest.period, json('cases.json', isCases) ?? [], events, damage);
  if (events.size === 0) damage('no-events', 'events');
  checkRules(files, events, [manifest?.rulesNotOnShelf ?? []].flat(), damage);
  return { damages, events: events.size, head };
}

function isHead(it) {
  return (
    Number.isSafeInteger(it?.treeSize) &&
    HEX.test(it.rootHash) &&
    typeof it.institution === 'string'
  );
}

function checkManifest(files, manifest, damage) {
  for (const [name, hash] of Object.entries(manifest.files))
    if (!files.has(name)) damage('file-missing', name);
    else if (hex(sha256(files.get(name))) !== hash) damage('file-changed', name);
  for (const name of files.keys())
    if (name !== 'manifest.json' && !Object.hasOwn(manifest.files, name))
      damage('file-added', name);
}

/** The keys that may sign, followed from the first: each later one is signed by the one before. */
function checkKeys(announced, institution, trusted, damage) {
  const known = new Map();
  let present;
  for (const [at, one] of announced.entries()) {
    const { keyId, publicKey, replaces, signature } = isObject(one) ? one : {};
    const statement = { is: 'redress/signing-key/1', institution, keyId, publicKey, replaces };
    const bytes = Buffer.from(String(publicKey), 'base64url');
    const isItsId =
      bytes.length === 32 &&
      bytes.toString('base64url') === publicKey &&
      hex(sha256(bytes)) === keyId;
    const isEndorsed =
      replaces === (present?.keyId ?? null) &&
      isSigned(present?.publicKey ?? publicKey, statement, signature);
    if (!isItsId || !isEndorsed) damage('key-not-endorsed', `keys.json ${at}`);
    else known.set(keyId, (present = one).publicKey);
  }
  if (trusted !== undefined && ![...known.values()].includes(trusted))
    damage('key-not-trusted', 'keys.json');
  return known;
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
  const path = first.treeSize === second.treeSize ? [] : hashes(consistency?.path);
  if (path === undefined)
    return damage('consistency-not-shown', `${first.treeSize} ${second.treeSize}`);
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
  for (const [name, bytes] of files) {
    const stream = /^events\/(.+)\.jsonl$/.exec(name)?.[1];
    if (stream === undefined) continue;
    const lines = bytes
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '');
    let next = 0;
    for (const [number, line] of lines.entries()) {
      const event = eventOf(line, stream);
      if (event === undefined) {
        damage('event-unreadable', `${name} line ${number + 1}`);
        continue;
      }
      const { revision } = event.said;
      if (events.has(`${stream} ${revision}`)) damage('event-twice', `${stream} ${revision}`);
      else if (revision < next) damage('event-out-of-order', `${stream} ${revision}`);
      for (let gap = next; gap < revision && gap < next + 1000; gap += 1)
        if (!lines.some((other) => eventOf(other, stream)?.said.revision === gap))
          damage('event-missing', `${stream} ${gap}`);
      next = Math.max(next, revision + 1);
      events.set(`${stream} ${revision}`, event);
    }
    const stated = manifest?.streams[stream];
    if (manifest !== undefined && stated !== lines.length) damage('events-miscounted', stream);
  }
  for (const stream of Object.keys(manifest?.streams ?? {}))
    if (!files.has(`events/${stream}.jsonl`)) damage('stream-missing', stream);
  return events;
}

function eventOf(line, stream) {
  try {
    const { recordedAt, text } = JSON.parse(line);
    const said = JSON.parse(text);
    const isOurs =
      INSTANT.test(recordedAt) &&
      said.stream === stream &&
      Number.isSafeInteger(said.revision) &&
      said.revision >= 0;
    return isOurs ? { recordedAt, text, said } : undefined;
  } catch {
    return undefined;
  }
}

/** One proof for each event, and one event for each proof. */
function checkProofs(events, proofs, head, damage) {
  const root = Buffer.from(head.rootHash, 'hex');
  const proved = new Map(
    proofs.filter(isObject).map((one) => [`${one.stream} ${one.revision}`, one]),
  );
  if (proved.size !== proofs.length) damage('proof-twice', 'proofs.json');
  for (const [name, event] of events) {
    const proof = proved.get(name);
    if (proof === undefined) {
      damage('proof-missing', name);
      continue;
    }
    const path = hashes(proof.path);
    const number = proof.leaf;
    const isRight = path !== undefined && Number.isSafeInteger(number) && number >= 0;
    if (!isRight || !isIncluded({ leaf: leafOf(event), number, size: head.treeSize, root, path }))
      damage('event-not-proved', name);
  }
  for (const name of proved.keys()) if (!events.has(name)) damage('event-missing-for-proof', name);
}

/** A field that was opened: SHA-256 over label, salt and text is the commitment that the event holds. */
function checkOpenings(openings, events, damage) {
  const label = Buffer.from('redress/box-commitment/1\0');
  for (const [at, one] of openings.entries()) {
    const { stream, revision, path, salt, value } = isObject(one) ? one : {};
    const place = `openings.json ${at}`;
    let found = events.get(`${stream} ${revision}`)?.said;
    for (const name of Array.isArray(path) ? path : [''])
      found = isObject(found) || Array.isArray(found) ? found[name] : undefined;
    const bytes = Buffer.from(String(salt), 'base64url');
    if (typeof found?.commitment !== 'string') damage('opening-of-nothing', place);
    else if (
      bytes.length !== 32 ||
      hex(sha256(label, bytes, Buffer.from(String(value)))) !== found.commitment
    )
      damage('opening-wrong', place);
  }
}

/** The words of a letter are those that were opened of the commitment in the event that it was sent. */
function checkLetters(files, openings, damage) {
  const posted = new Map(
    openings
      .filter((one) => isObject(one) && JSON.stringify(one.path) === '["data"]')
      .map(({ stream, revision, value }) => [`letters/${stream}/${revision}.txt`, value]),
  );
  for (const [name, bytes] of files)
    if (name.startsWith('letters/') && !isText(posted.get(name), bytes))
      damage('letter-changed', name);
}

const isText = (value, bytes) => typeof value === 'string' && Buffer.from(value).equals(bytes);

/** Every document that was filed is listed; what one holds is, with its salt, what the event commits to. */
function checkDocuments(files, listed, events, damage) {
  const label = Buffer.from('redress/document-commitment/1\0');
  const [filed, named] = [new Set(), new Set()];
  for (const [at, one] of listed.entries()) {
    const { stream, revision, document, file, salt } = isObject(one) ? one : {};
    const said = events.get(`${stream} ${revision}`)?.said;
    if (said?.type === 'DocumentFiled' && said.data?.document === document)
      filed.add(`${stream} ${revision}`);
    else damage('document-of-no-event', `documents.json ${at}`);
    if (typeof file !== 'string') continue;
    named.add(file);
    const bytes = Buffer.from(String(salt), 'base64url');
    if (!files.has(file)) damage('document-missing', file);
    else if (bytes.length !== 32 || hex(sha256(label, bytes, files.get(file))) !== document)
      damage('document-changed', file);
  }
  for (const [name, { said }] of events)
    if (said.type === 'DocumentFiled' && !filed.has(name)) damage('document-not-listed', name);
  for (const name of files.keys())
    if (name.startsWith('documents/') && !named.has(name)) damage('document-not-listed', name);
}

const isListOf = (list, isRight) =>
  Array.isArray(list) && list.every((one) => isObject(one) && isRight(one));
const areTexts = (...values) => values.every((value) => typeof value === 'string');

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
          areTexts(cell, value) &&
          isListOf(events, ({ revision }) => Number.isSafeInteger(revision) && revision >= 0),
      ),
  );

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
    for (const { sha256: hash } of Array.isArray(said.meta?.grounds) ? said.meta.grounds : [])
      named.add(hash);
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
    const { damages, events, head } = check(filesOf(pack), known);
    if (args.includes('--json'))
      stdout.write(`${JSON.stringify({ holds: damages.length === 0, damages })}\n`);
    else if (damages.length > 0)
      stdout.write(damages.map(({ code, at }) => `${code}: ${at}\n`).join(''));
    else
      stdout.write(`The pack holds: ${events} events, all in the tree of ${head.treeSize} leaves signed ${head.timestamp}
by key ${head.keyId}.
证据包完整：${events} 条事件均在该签名树中。
`);
    return damages.length === 0 ? 0 : 1;
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
