import type { Message } from '../../../events/envelope.ts';
import { box } from '../../../bench/generated-events.ts';
import * as story from '../../workflows/complaint/a-case.ts';

/** Lives of complaints that returns count; each is of Order 2020-3 unless it says otherwise. */

export function receivedAs(differences: Message['data'] = {}): readonly Message[] {
  const data = { ...story.intake, channel: 'regulator', ...differences };
  return [
    { type: 'ComplaintReceived', data },
    { type: 'ClockStarted', data: { ...story.decideClock, startsAt: data.receivedAt } },
  ];
}

export function classifiedAs(product: string, cause = 'pricing'): Message {
  return {
    type: 'ComplaintClassified',
    data: { ...story.classification, product, cause, by: 'hana' },
  };
}

export const asked: Message = {
  type: 'RegulatorAsked',
  data: {
    ...{ regulator: 'nfra', reference: box('NFRA 77'), by: 'chen' },
    receivedAt: '2026-03-04T02:00:00.000Z',
  },
};

export const noComplaint: Message = {
  type: 'FoundNoComplaint',
  data: { article: 'Order 2020-3 art. 32', mark: 'V', by: 'hana' },
};

export function receiptCorrected(after: string): Message {
  return {
    type: 'FactCorrected',
    data: {
      ...{ fact: 'received-at', before: story.RECEIVED_AT, after },
      ...{ reasons: box('The stamp.'), by: 'chen' },
    },
  };
}

const PRODUCTS = ['credit-card', 'personal-loan', 'wealth'] as const;
/** Either side of both ends of the first quarter in Shanghai, and its middle. */
const RECEIPTS = [
  '2025-12-31T15:59:59.999Z',
  '2025-12-31T16:00:00.000Z',
  '2026-02-10T02:00:00.000Z',
  '2026-03-31T15:59:59.999Z',
  '2026-03-31T16:00:00.000Z',
] as const;
const LATER: readonly (readonly Message[])[] = [
  [],
  [classifiedAs('credit-card')],
  [classifiedAs('credit-card', 'service'), classifiedAs('wealth', 'disclosure')],
  [asked],
  [classifiedAs('personal-loan'), noComplaint],
  [receiptCorrected('2026-01-15T02:00:00.000Z'), asked],
  [receiptCorrected('2026-04-15T02:00:00.000Z')],
];

/** Every combination of receipt, way of coming, product said at receipt, and what came later. */
export function quarterOfLives(): readonly (readonly Message[])[] {
  return RECEIPTS.flatMap((receivedAt) =>
    ['regulator', 'phone'].flatMap((channel) =>
      [...PRODUCTS, undefined].flatMap((product) =>
        LATER.map((later) => [
          ...receivedAs({ receivedAt, channel, ...(product === undefined ? {} : { product }) }),
          ...later,
        ]),
      ),
    ),
  );
}
