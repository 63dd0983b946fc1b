import { discloseDocument, keyOf } from '../../documents/seal-document.ts';
import type { Instant } from '../../events/envelope.ts';
import type { OpenedCase } from './opened-case.ts';
import type { PackParts } from './pack-parts.ts';
import { givesDocuments } from './profile.ts';
import type { Profile } from './profile.ts';
import type { ToldCase } from './told-case.ts';

/** A document of a case; its file and salt are null where its content is not in the pack, and then it says why. */
export type ShownDocument = {
  readonly stream: string;
  readonly revision: number;
  /** The commitment to its content, as the event has it. */
  readonly document: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly filedBy: string;
  readonly filedAt: Instant;
  readonly name: string | null;
  readonly file: string | null;
  readonly salt: string | null;
  readonly without: 'not-asked-for' | 'not-for-this-profile' | 'erased' | 'not-found' | null;
};

export type DocumentsWish = { readonly profile: Profile; readonly withDocuments: boolean };

/** The documents of a case, and the contents of those that are given, by their files. */
export async function caseDocuments(
  told: ToldCase,
  { profile, withDocuments }: DocumentsWish,
  { read, parts }: Pick<OpenedCase, 'read'> & { readonly parts: PackParts },
): Promise<{
  readonly documents: readonly ShownDocument[];
  readonly files: ReadonlyMap<string, Buffer>;
}> {
  const documents: ShownDocument[] = [];
  const files = new Map<string, Buffer>();
  for (const { said, recorded } of told.events) {
    if (said.type !== 'DocumentFiled') continue;
    const { document, kind, mediaType, bytes, name, by } = said.data;
    const listed = {
      ...{ stream: told.stream, revision: recorded.revision, document, kind, mediaType, bytes },
      ...{ filedBy: by, filedAt: recorded.meta.occurredAt, name: read(name) ?? null },
    };
    const found = !givesDocuments(profile)
      ? 'not-for-this-profile'
      : withDocuments
        ? await contentOf(parts, told.stream, document)
        : 'not-asked-for';
    if (typeof found === 'string') {
      documents.push({ ...listed, file: null, salt: null, without: found });
      continue;
    }
    const file = `documents/${document}${ENDINGS[mediaType] ?? '.bin'}`;
    files.set(file, found.content);
    documents.push({ ...listed, file, salt: found.salt.toString('base64url'), without: null });
  }
  return { documents, files };
}

/** What the files of usual media types are called, so that a reader's system knows how to show them. */
const ENDINGS: { readonly [mediaType: string]: string } = {
  'application/pdf': '.pdf',
  'application/msword': '.doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'audio/mpeg': '.mp3',
  'audio/wav': '.wav',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'text/csv': '.csv',
  'text/plain': '.txt',
  'video/mp4': '.mp4',
};

/** The opening is on record before it happens, document by document. */
async function contentOf(
  { documents, opening: { ring, who, why, record, now = () => new Date() } }: PackParts,
  stream: string,
  commitment: string,
): Promise<{ readonly salt: Buffer; readonly content: Buffer } | 'erased' | 'not-found'> {
  const sealed = await documents.get(stream, commitment);
  const id = sealed && keyOf(sealed);
  if (sealed === undefined || id === undefined) return 'not-found';
  await record({ who, why, keys: [id], at: now().toISOString(), document: commitment });
  const key = await ring.find(id);
  if (key.status !== 'held') return 'erased';
  const disclosed = discloseDocument(key.caseKey, { commitment, sealed });
  if (disclosed === undefined)
    throw new Error(`The document ${commitment} of ${stream} is not what was filed.`);
  return disclosed;
}
