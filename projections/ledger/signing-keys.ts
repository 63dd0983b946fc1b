import { createPrivateKey, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ENGINE } from '../../events/envelope.ts';
import type { Actor, NewEvent, Text } from '../../events/envelope.ts';
import { ledgerEvents } from '../../events/ledger/ledger-events.ts';
import type { LedgerEvent, ROTATIONS } from '../../events/ledger/ledger-events.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { notedEvent } from '../../events/log/noted-event.ts';
import { readWhole } from '../../events/log/read-whole.ts';
import { words } from '../../events/vocabulary.ts';
import { institutionStream } from '../../keys/case-number.ts';
import { unwrapKey, wrapKey } from '../../keys/wrap-key.ts';
import { announce, followKeys } from './key-announcements.ts';
import type { Announcement } from './key-announcements.ts';
import { ledgerIn } from './ledger-tables.ts';
import type { ReadDatabase } from '../database.ts';
import { drawSigningKey } from './signing-key.ts';
import type { PublicKey, SigningKey } from './signing-key.ts';

/**
 * Where signing keys come from and where they lie: private ones wrapped by the institution's key in
 * `keys.signing_keys`, public ones in the log, announced one by one.
 */
export type KeyParts = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  /** The wrapping key of an institution; what it throws passes. */
  readonly wrappingOf: (institution: string) => KeyObject;
  readonly now?: () => Date;
};

const { read } = words(ledgerEvents);

/** The institution's announcements in the order of the log. Throws on an event of another kind. */
export async function announcements(
  log: EventLog,
  institution: string,
): Promise<readonly Announcement[]> {
  const events = await readWhole(log, institutionStream('ledger', institution));
  return events.map((event) => announcementOf(read(event) as LedgerEvent));
}

/** The first key. Of two who introduce one at once the log takes one; the other leaves a row that is never used. */
export async function introduceKey(parts: KeyParts, institution: string): Promise<void> {
  const key = drawSigningKey();
  await keep(parts, institution, key);
  const { replaces: _none, ...data } = announce(institution, key, key);
  const event = eventOf(parts, ENGINE, {
    institution,
    event: { type: 'SigningKeyIntroduced', data },
  });
  await parts.log.append(institutionStream('ledger', institution), [event], 'none');
}

/** There is no key that another could take the place of. */
export class NoSigningKey extends Error {
  override readonly name = 'NoSigningKey';
  readonly because: Text;
  constructor(institution: string) {
    const en = `The ledger of ${institution} has no key yet: it makes one when it starts.`;
    super(en);
    this.because = { en, zh: `机构 ${institution} 的账本尚无签名密钥：账本启动时自动生成。` };
  }
}

/**
 * Another key in place of the present one, which signs for it; heads follow once the ledger has taken the event.
 * Throws `NoSigningKey`.
 */
export async function rotateKey(
  parts: KeyParts,
  institution: string,
  { actor, because }: { readonly actor: Actor; readonly because: (typeof ROTATIONS)[number] },
): Promise<PublicKey> {
  const announced = await announcements(parts.log, institution);
  const present = followKeys(institution, announced).keys.at(-1);
  if (present === undefined) throw new NoSigningKey(institution);
  const signer = await openKey(parts, institution, present.keyId);
  const { keyId, publicKey, ...rest } = drawSigningKey();
  await keep(parts, institution, { keyId, ...rest });
  const { signature } = announce(institution, { keyId, publicKey }, signer);
  const data = { keyId, publicKey, signature, replaces: present.keyId, because };
  const event = eventOf(parts, actor, { institution, event: { type: 'SigningKeyRotated', data } });
  await parts.log.append(institutionStream('ledger', institution), [event], announced.length - 1);
  return { keyId, publicKey };
}

/** A key that was announced, and whose private part is not in schema keys. */
export class NoKeyHere extends Error {
  override readonly name = 'NoKeyHere';
}

/** Throws `NoKeyHere`, and when the key was not wrapped under the institution's key. */
export async function openKey(
  { database, wrappingOf }: Pick<KeyParts, 'database' | 'wrappingOf'>,
  institution: string,
  keyId: string,
): Promise<SigningKey> {
  const row = await ledgerIn(database)
    .selectFrom('keys.signing_keys')
    .select('wrapped')
    .where('institution', '=', institution)
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  if (row === undefined)
    throw new NoKeyHere(`Signing key ${keyId} of ${institution} is not here: restore schema keys.`);
  const { key } = unwrapKey(wrappingOf(institution), wrappedName(institution, keyId), row.wrapped);
  return {
    keyId,
    privateKey: createPrivateKey({ key: key.export(), format: 'der', type: 'pkcs8' }),
  };
}

async function keep(
  { database, wrappingOf }: KeyParts,
  institution: string,
  { keyId, privateKey }: SigningKey,
): Promise<void> {
  const key = createSecretKey(privateKey.export({ format: 'der', type: 'pkcs8' }));
  const wrapped = wrapKey(wrappingOf(institution), { id: wrappedName(institution, keyId), key });
  await ledgerIn(database)
    .insertInto('keys.signing_keys')
    .values({ institution, key_id: keyId, wrapped })
    .execute();
}

function wrappedName(institution: string, keyId: string): string {
  return `signing/${institution}/${keyId}`;
}

function announcementOf({ type, data }: LedgerEvent): Announcement {
  const { keyId, publicKey, signature } = data;
  const replaces = type === 'SigningKeyRotated' ? data.replaces : null;
  return { keyId, publicKey, signature, replaces };
}

function eventOf(
  { now = () => new Date() }: KeyParts,
  actor: Actor,
  { institution, event }: { readonly institution: string; readonly event: LedgerEvent },
): NewEvent {
  const stream = institutionStream('ledger', institution);
  const submission = `ledger:${event.data.keyId}`;
  return notedEvent({ stream, submission, actor, at: now().toISOString() }, event);
}
