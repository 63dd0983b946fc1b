import { z } from 'zod';
import { openDocument, keyOf, sealDocument } from '../documents/seal-document.ts';
import { DOCUMENT_BYTES, DOCUMENT_KINDS } from '../events/complaint/handling-codes.ts';
import { Clear } from '../events/personal.ts';
import type { Routes } from './complaints.ts';
import type { House } from './house.ts';
import { sendProblem, sendRefusal } from './problems.ts';
import * as requests from './requests.ts';
import { problems, receipt } from './responses.ts';
import { assertReadable, isKnown, noSuchCase, sendAnswer, streamFor, submit } from './submit.ts';

const kindQuery = z.strictObject({
  kind: z
    .enum(DOCUMENT_KINDS)
    .meta({ description: 'What it is. 材料种类。', examples: ['contract'] }),
});

/** A name is personal: it travels in a header, which nobody logs, and percent-encoded, since headers are ASCII. */
const documentHeaders = requests.submitHeaders.extend({
  'document-name': z
    .string()
    .max(1_200)
    .refine(
      (text) => decoded(text) !== undefined,
      'must be percent-encoded UTF-8 of 1 to 400 characters',
    )
    .meta({
      description: 'The file’s name, percent-encoded. 文件名（百分号编码）。',
      examples: ['%E5%90%88%E5%90%8C.pdf'],
    }),
});

const openQuery = z.strictObject({ purpose: requests.caseQuery.shape.purpose.unwrap() });

const documentParameters = requests.caseParameter.extend({
  document: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the commitment of a document')
    .meta({
      description: 'The commitment of the document. 材料哈希。',
      examples: ['0'.repeat(64)],
    }),
});

/** `PUT /complaints/{case}/documents`: seals the body, keeps it and files it in the case. */
export function fileDocuments(app: Routes, house: House): void {
  // The body is the document as it is, of whatever type.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: DOCUMENT_BYTES },
    async (_request: unknown, body: Buffer) => body,
  );
  app.put(
    '/complaints/:case/documents',
    {
      bodyLimit: DOCUMENT_BYTES,
      schema: {
        summary: 'File a document in a case · 提交案件材料',
        tags: ['complaints'],
        security: [{ token: [] }],
        params: requests.caseParameter,
        querystring: kindQuery,
        headers: documentHeaders,
        response: { 200: receipt, ...problems },
      },
    },
    async (request, reply) => {
      const number = request.params.case;
      const stream = streamFor(request.caller, number);
      if (!(await isKnown(house, stream))) return sendRefusal(reply, noSuchCase);
      const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const document = sealDocument(await house.ring.caseKey(stream), content);
      // First the document, then the event: what the history names is there.
      await house.documents.put(stream, document);
      const name = decoded(request.headers['document-name']) ?? '';
      const data = {
        document: document.commitment,
        kind: request.query.kind,
        name: new Clear(name),
        mediaType: mediaTypeOf(request.headers['content-type']),
        bytes: content.length,
      };
      const answer = await submit(house, request, {
        number,
        key: request.headers['idempotency-key'],
        commands: [{ type: 'FileDocument', data }],
        isNew: false,
      });
      if (answer.status === 'unknown') await assertReadable(house, request.caller, number);
      return sendAnswer(reply, number, answer, { status: 200 });
    },
  );
}

/** `GET /complaints/{case}/documents/{document}`: opened for a purpose, which is recorded before it is. */
export function openDocuments(app: Routes, house: House): void {
  app.get(
    '/complaints/:case/documents/:document',
    {
      schema: {
        summary: 'Open a document of a case, as it was filed · 查阅案件材料',
        tags: ['complaints'],
        security: [{ token: [] }],
        params: documentParameters,
        querystring: openQuery,
        response: problems,
      },
    },
    async (request, reply) => {
      const { case: number, document: commitment } = request.params;
      const stream = streamFor(request.caller, number);
      const sealed = await house.documents.get(stream, commitment);
      const key = sealed && keyOf(sealed);
      if (sealed === undefined || key === undefined)
        return sendProblem(reply, 404, 'no-such-document', {
          en: 'The case has no such document.',
          zh: '案件没有该材料。',
        });
      const who = request.caller.actor;
      const at = new Date().toISOString();
      await house.recordAccess({
        ...{ who, why: request.query.purpose, keys: [key], at },
        document: commitment,
      });
      const found = await house.ring.find(key);
      if (found.status !== 'held')
        return sendProblem(reply, 404, 'document-erased', {
          en: 'The document was erased with the personal data of its case.',
          zh: '该材料已随案件个人信息一并删除。',
        });
      const content = openDocument(found.caseKey, { commitment, sealed });
      if (content === undefined)
        throw new Error(`The document ${commitment} of ${stream} is not what was filed.`);
      // Bytes have no schema; the description of the API has none for this answer either.
      return reply
        .header('content-type', 'application/octet-stream')
        .header('content-disposition', 'attachment')
        .status(200 as never)
        .send(content as never);
    },
  );
}

/** As the sender states it, where that can be recorded. */
function mediaTypeOf(stated: string | undefined): string {
  return stated !== undefined && /^[\x20-\x7e]{1,120}$/.test(stated)
    ? stated
    : 'application/octet-stream';
}

function decoded(text: string): string | undefined {
  try {
    const name = decodeURIComponent(text);
    return name !== '' && name.length <= 400 && !/\p{Cc}/u.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
