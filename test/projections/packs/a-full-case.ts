import { expect } from 'vitest';
import { sealDocument } from '../../../documents/seal-document.ts';
import type { DocumentStore } from '../../../documents/document-store.ts';
import { ENGINE } from '../../../events/envelope.ts';
import type { Actor, Message } from '../../../events/envelope.ts';
import type { EventLog } from '../../../events/log/event-log.ts';
import type { KeyRing } from '../../../keys/key-ring.ts';
import { sealPersonal } from '../../../keys/seal-personal.ts';
import { documentCommands } from '../../../workflows/complaint/handling-commands.ts';
import type { Submission } from '../../../workflows/process.ts';
import { complaintHouse, people } from '../../complaint-house.ts';
import type { Said } from '../../complaint-house.ts';

export const CONTRACT = Buffer.from(
  '人身保险合同（节选）\n第三条 退保金额以保单现金价值表为准。\n',
);
export const NARRATIVE =
  '购买保险时销售人员未告知退保损失，现要求全额退保。<b>&amp; "引号"</b> 保单号 P-2026-0077。';
export const LETTER = '经核实，销售录音未提示退保损失，我公司同意补偿 1,200.00 元。';

/** A complaint under Order 2020-3 from receipt to closing, with all that a supervisor asks to see in one case. */
export async function fullCase(
  log: EventLog,
  documents: DocumentStore,
  stream: string,
): Promise<KeyRing> {
  await using house = complaintHouse(log, () => ({ submit: visit, look: async () => unknown }));
  let now = '';
  async function visit(of: string, submission: Submission) {
    const { answers, standing } = await house.desk.visit(of, [submission], now);
    for (const { name, activity, input } of standing.errands) {
      const carryOut = house.errands[activity] ?? expect.fail(activity);
      const command = await carryOut(of, name, input);
      const id = `errand:${name}`;
      await visit(of, { id, actor: ENGINE, errand: name, commands: [command] });
    }
    return answers[0] ?? unknown;
  }
  const say = async (at: string, who: keyof typeof people, said: Said) => {
    now = at;
    expect(await house.say(stream, who, said), said.type).toMatchObject({ status: 'recorded' });
  };
  const file = async (at: string, who: Actor, name: string, content: Buffer) => {
    now = at;
    const key = await house.ring.caseKey(stream);
    const document = sealDocument(key, content);
    await documents.put(stream, document);
    const data = { document: document.commitment, kind: 'contract', name, bytes: content.length };
    const parsed = documentCommands.FileDocument.parse({ ...data, mediaType: 'text/plain' });
    const sealed = sealPersonal([{ type: 'FileDocument', data: parsed }], key);
    const commands = JSON.parse(JSON.stringify(sealed)) as Message[];
    const id = `person:story:file-${name}`;
    expect(await visit(stream, { id, actor: who, commands })).toMatchObject({ status: 'recorded' });
  };
  const last = async (type: string) =>
    (await log.read(stream)).findLast((event) => event.type === type) ?? expect.fail(type);

  await say('2026-03-02T01:00:00.000Z', 'chen', RECEIVED);
  await say('2026-03-02T02:00:00.000Z', 'chen', { type: 'AcknowledgeComplaint', data: {} });
  const assigned = { handler: 'hana', unit: 'claims' };
  await say('2026-03-02T03:00:00.000Z', 'li', { type: 'AssignCase', data: assigned });
  await say('2026-03-03T03:00:00.000Z', 'hana', CLASSIFIED);
  await file('2026-03-04T03:00:00.000Z', people.hana, '保险合同.txt', CONTRACT);
  await say('2026-03-12T03:00:00.000Z', 'hana', {
    type: 'RequestExtension',
    data: { clock: 'decide', step: 'complex', reasons: '需向代理机构调取销售录音。' },
  });
  await say('2026-03-20T03:00:00.000Z', 'hana', {
    type: 'RecordFinding',
    data: { finding: '销售录音中未提示退保损失。' },
  });
  const proposed = async (at: string) => {
    const restsOn = [await last('ComplaintClassified'), await last('FindingRecorded')];
    const data = { ...PROPOSAL, restsOn: restsOn.map(({ revision }) => revision) };
    await say(at, 'hana', { type: 'ProposeDecision', data });
    return last('DecisionProposed');
  };
  const first = await proposed('2026-03-21T03:00:00.000Z');
  await say('2026-03-22T03:00:00.000Z', 'otto', {
    type: 'ReturnDecision',
    data: { proposal: first.revision, reasons: '信函未说明付款时间。' },
  });
  const { revision: proposal, data } = await proposed('2026-03-23T03:00:00.000Z');
  const { commitment } = data['letter'] as { commitment: string };
  await say('2026-03-24T03:00:00.000Z', 'otto', {
    type: 'SignOff',
    data: { proposal, letterCommitment: commitment },
  });
  await say('2026-03-24T04:00:00.000Z', 'hana', { type: 'TellComplainant', data: {} });
  return house.ring;
}

const unknown = { status: 'unknown' } as const;

const RECEIVED: Said = {
  type: 'ReceiveComplaint',
  data: {
    ...{ source: 'hotline-12378', reference: '2026-000123' },
    receivedAt: '2026-03-02T00:30:00.000Z',
    ...{ channel: 'regulator', unit: 'life-insurance', regime: 'cn-nfra-2020' },
    ...{ language: 'zh-CN', complainant: { name: '周长河' }, narrative: NARRATIVE },
  },
};

const CLASSIFIED: Said = {
  type: 'ClassifyComplaint',
  data: { product: 'life', cause: 'disclosure', right: 'to-know', class: 'complex' },
};

const PROPOSAL = {
  outcome: 'partly-upheld',
  remedy: { kind: 'money', money: { amount: '1200.00', currency: 'CNY' } },
  covers: ['verified', 'grounds', 'routes'],
  reasons: '销售录音未提示退保损失，但投诉人已签署风险提示书。',
  letter: LETTER,
};
