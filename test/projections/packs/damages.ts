import { hash } from 'node:crypto';
import { EVENTS, LETTER, STREAM, bytes } from './made-up-pack.ts';
import { linesOf } from './packs.ts';
import type { Files } from './packs.ts';

/** What may be done to a made-up pack, other than to its manifest. */

type Listed = { readonly [name: string]: unknown };
export type Damage = (files: Files, at: number) => void;

const list = (files: Files, name: string) => JSON.parse(String(files.get(name))) as Listed[];
const change =
  (name: string, changed: (all: Listed[], at: number) => unknown): Damage =>
  (files, at) => {
    const all = list(files, name);
    files.set(name, bytes(changed(all, at % all.length)));
  };
const lines =
  (changed: (all: readonly string[], at: number) => readonly string[]): Damage =>
  (files, at) => {
    const all = linesOf(files.get(EVENTS) ?? Buffer.alloc(0));
    files.set(EVENTS, Buffer.from(changed(all, at % all.length).join('\n')));
  };

const swap =
  (name: string, changed: (text: string) => string): Damage =>
  (files) =>
    void files.set(name, Buffer.from(changed(String(files.get(name)))));
/** An entry of a list with something else in it. */
const entry = (name: string, differently: Listed): Damage =>
  change(name, (all, at) => all.with(at, { ...all[at], ...differently }));
const twice = (name: string): Damage => change(name, (all, at) => [...all, all[at]]);
const without = (name: string): Damage => change(name, (all, at) => all.toSpliced(at, 1));

/** A byte in it that stands in no text. */
const noText =
  (name: string): Damage =>
  (files) =>
    void files.set(name, Buffer.concat([files.get(name) ?? Buffer.alloc(0), Buffer.of(0xff)]));
/** The words of a letter are said not to be in the pack. */
const deny: Damage = swap('letters.json', (text) => text.replace(`"${LETTER}"`, 'null'));

/** Each damage with the name that it must be given. */
export const DAMAGES: readonly (readonly [string, Damage])[] = [
  ['event-not-proved', lines((all, at) => all.with(at, (all[at] ?? '').replace('otto', 'otta')))],
  ['event-not-proved', lines((all, at) => all.with(at, (all[at] ?? '').replace('2026', '2025')))],
  ['event-missing-for-proof', lines((all, at) => all.toSpliced(at, 1))],
  ['event-twice', lines((all, at) => [...all, all[at] ?? ''])],
  ['event-out-of-order', lines((all) => all.toReversed())],
  ['event-unreadable', lines((all, at) => all.with(at, (all[at] ?? '').slice(1)))],
  ['proof-missing', change('proofs.json', (all, at) => all.toSpliced(at, 1))],
  ['proof-twice', change('proofs.json', (all, at) => [...all, all[at]])],
  [
    'event-not-proved',
    change('proofs.json', (all, at) =>
      all.with(at, { ...all[at], leaf: Number(all[at]?.['leaf']) + 1 }),
    ),
  ],
  ['event-not-proved', change('proofs.json', (all, at) => all.with(at, { ...all[at], path: [] }))],
  [
    'opening-wrong',
    change('openings.json', (all, at) => all.with(at, { ...all[at], value: 'x'.repeat(41) })),
  ],
  [
    'opening-of-nothing',
    change('openings.json', (all, at) => all.with(at, { ...all[at], path: ['no'] })),
  ],
  [
    'key-not-endorsed',
    change('keys.json', (all, at) => all.with(at, { ...all[at], replaces: 'another' })),
  ],
  ['head-key-unknown', change('keys.json', (all) => all.slice(0, -1))],
  ['head-signature-wrong', (files) => alterHead(files, { timestamp: '2026-03-02T12:06:00.000Z' })],
  ['head-signature-wrong', (files) => alterHead(files, { rootHash: '0'.repeat(64) })],
  ['head-of-another-institution', (files) => alterHead(files, { institution: 'other' })],
  ['file-unreadable', (files) => void files.delete('openings.json')],
  ['no-events', (files) => void files.delete(EVENTS)],
  ['rule-missing', (files) => void files.delete(ruleIn(files))],
  ['rule-changed', (files) => void files.set(ruleIn(files), bytes('another'))],
  ['letter-changed', (files) => void files.set(LETTER, bytes('another'))],
  ['letter-changed', (files) => void files.set('letters/of-nobody.txt', Buffer.alloc(0))],
  ['document-missing', (files) => void files.delete(documentIn(files))],
  ['document-changed', (files) => void files.set(documentIn(files), bytes('another'))],
  [
    'document-changed',
    change('documents.json', (all) => all.with(-1, { ...all.at(-1), salt: 'AA' })),
  ],
  ['document-not-listed', change('documents.json', (all, at) => all.toSpliced(at, 1))],
  ['document-not-listed', (files) => void files.set('documents/another', bytes('another'))],
  [
    'document-of-no-event',
    change('documents.json', (all, at) => all.with(at, { ...all[at], revision: 0 })),
  ],
  [
    'rule-of-no-event',
    (files) => void files.set(`rules/${hash('sha256', '"x"', 'hex')}.json`, bytes('x')),
  ],
  ['event-unreadable', swap(EVENTS, (text) => text.replace('otto', String.raw`\ud800`))],
  ['opening-wrong', entry('openings.json', { salt: `${'A'.repeat(43)}=` })],
  ['file-unreadable', entry('openings.json', { revision: '0' })],
  ['file-unreadable', entry('proofs.json', { stream: [STREAM] })],
  ['file-unreadable', entry('keys.json', { signature: 7 })],
  ['file-unreadable', (files) => void files.set('letters.json', Buffer.from('[NaN]'))],
  ['not-utf-8', noText(EVENTS)],
  ['not-utf-8', noText(LETTER)],
  ['not-utf-8', noText('letters.json')],
  ['erasure-of-nothing', entry('erasures.json', { path: ['data'] })],
  ['erasure-of-nothing', entry('erasures.json', { commitment: '0'.repeat(64) })],
  ['file-unreadable', (files) => void files.delete('erasures.json')],
  ['letter-missing', (files) => void files.delete(LETTER)],
  ['letter-missing', (files) => (files.delete(LETTER), deny(files, 0))],
  ['letter-changed', deny],
  ['letter-changed', entry('letters.json', { letter: 'delay' })],
  ['letter-changed', entry('letters.json', { covers: ['verified'] })],
  ['letter-changed', entry('letters.json', { about: { revision: 8, event: 'ReviewProposed' } })],
  ['letter-changed', entry('letters.json', { failed: 9 })],
  ['letter-changed', entry('letters.json', { added: true })],
  ['letter-not-listed', without('letters.json')],
  ['letter-of-no-event', twice('letters.json')],
  ['letter-of-no-event', entry('letters.json', { ordered: 3 })],
  ['sign-off-changed', entry('sign-offs.json', { by: { id: 'eve' } })],
  ['sign-off-changed', entry('sign-offs.json', { verdict: 'agreed' })],
  ['sign-off-changed', entry('sign-offs.json', { proposal: null })],
  ['sign-off-changed', entry('sign-offs.json', { at: '2026-03-01T12:00:00.000Z' })],
  ['sign-off-changed', entry('sign-offs.json', { readWhatWasProposed: 1 })],
  ['sign-off-changed', swap('sign-offs.json', (text) => text.replace('upheld', 'rejected'))],
  ['sign-off-not-listed', without('sign-offs.json')],
  ['sign-off-of-no-event', twice('sign-offs.json')],
  ['sign-off-of-no-event', entry('sign-offs.json', { revision: 4 })],
  ['file-unreadable', (files) => void files.delete('sign-offs.json')],
  ['document-changed', entry('documents.json', { name: 'x'.repeat(41) })],
  ['document-changed', entry('documents.json', { bytes: -1 })],
  ['document-changed', entry('documents.json', { filedBy: 'eve' })],
  ['document-of-no-event', twice('documents.json')],
];

function alterHead(files: Files, changed: Listed): void {
  const head = JSON.parse(String(files.get('head.json'))) as Listed;
  files.set('head.json', bytes({ ...head, ...changed }));
}

const ruleIn = (files: Files) => inFolder(files, 'rules/');
const documentIn = (files: Files) => inFolder(files, 'documents/');

function inFolder(files: Files, folder: string): string {
  return [...files.keys()].find((name) => name.startsWith(folder)) ?? '';
}

export type Overwriting = {
  readonly which: number;
  readonly where: number;
  readonly value: unknown;
};

/** Puts any value of JSON at any place of any file, or of what an event says. */
export function overwrite(files: Files, { which, where, value }: Overwriting): void {
  const names = [...files.keys()].filter(
    (name) => name.endsWith('.json') && name !== 'manifest.json',
  );
  const name = [EVENTS, ...names].at(which % (names.length + 1)) ?? '';
  if (name !== EVENTS) {
    files.set(name, bytes(overwritten(JSON.parse(String(files.get(name))), where, value)));
    return;
  }
  const all = linesOf(files.get(EVENTS) ?? Buffer.alloc(0));
  const line = where % all.length;
  const event = JSON.parse(all[line] ?? '') as { readonly text: string };
  const said = overwritten(JSON.parse(event.text), which, value);
  const changed = JSON.stringify({ ...event, text: JSON.stringify(said) });
  files.set(EVENTS, Buffer.from(all.with(line, changed).join('\n')));
}

function overwritten(whole: unknown, where: number, value: unknown): unknown {
  const places = placesIn(whole);
  const [holder, name] = places[where % places.length] ?? [];
  if (holder === undefined || name === undefined) return value;
  holder[name] = value;
  return whole;
}

type Holder = { [name: string]: unknown };

function placesIn(value: unknown): readonly (readonly [Holder, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap(
    (name) => [[holder, name], ...placesIn(holder[name])] as const,
  );
}
