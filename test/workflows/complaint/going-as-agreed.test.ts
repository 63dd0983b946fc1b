import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { TellingChannel } from '../../../events/complaint/decision-codes.ts';
import {
  TUESDAY,
  box,
  clara,
  executive,
  given,
  lookedInto,
  received,
  receivedUnder,
  sun,
} from './a-case.ts';
import { DAY_25, at, grant, waiting } from './an-extension.ts';

type Events = readonly ComplaintEvent[];

/** The form of notice, recorded on the day from which on it binds. */
const agreed = (events: Events, channel: TellingChannel, agreedAt = TUESDAY): Events =>
  given(events).after(
    {
      type: 'RecordAgreement',
      data: { of: 'form-of-notice', agreedAt, evidence: box('Signed.'), channel },
    },
    { at: agreedAt, by: sun },
  );
/** A case of Order 2020-3 that comes under another regime as well. */
const over = (overlay: string): Events => [
  ...receivedUnder('cn-nfra-2020', overlay),
  { type: 'CaseAssigned', data: { handler: 'hana', unit: 'complaints', by: 'sun' } },
];
const ordered = (events: Events) =>
  events.flatMap(({ type, data }) => (type === 'LetterOrdered' ? data : [])).at(-1);

/** How a case comes to order each letter that tells no result. */
const LETTERS: readonly (readonly [string, (channel: TellingChannel) => Events])[] = [
  [
    'acknowledgement',
    (channel) =>
      given(agreed(received, channel)).after(
        { type: 'AcknowledgeComplaint', data: {} },
        { at: TUESDAY, by: clara },
      ),
  ],
  [
    'extension-notice',
    (channel) => given(agreed(waiting(), channel, DAY_25)).after(grant, at(DAY_25, executive)),
  ],
  [
    'holding-reply',
    (channel) =>
      given(agreed(over('eu-psd2'), channel)).after(
        {
          type: 'RequestExtension',
          data: {
            ...({
              clock: 'reply.eu-psd2',
              step: 'exceptional',
              reasons: box('A bank abroad.'),
            } as const),
            notice: {
              ...{ letter: box('We wait for a bank.'), covers: ['reason', 'date'] },
              expectedOn: '2026-04-10',
            },
          },
        },
        at('2026-03-10T02:00:00.000Z'),
      ),
  ],
  [
    'delay',
    (channel) =>
      given(agreed(over('sg-mas-2021'), channel)).after(
        {
          type: 'ExplainDelay',
          data: { reason: 'delay', letter: box('We wait for a bank.'), covers: ['reason'] },
        },
        at(DAY_25),
      ),
  ],
  [
    'ending',
    (channel) =>
      given(agreed(lookedInto, channel)).after(
        {
          type: 'EndWithoutDecision',
          data: {
            ...({ ground: 'no-standing', at: TUESDAY, reasons: box('A neighbour.') } as const),
            ...{ letter: box('Only she herself may complain.'), covers: [] },
          },
        },
        { at: TUESDAY, by: sun },
      ),
  ],
];

describe('the form of notice agreed (Order 2020-3 art. 21) carries letters that tell no result', () => {
  test.each(LETTERS)('%s: by e-mail or message, as agreed', (letter, order) => {
    for (const channel of ['email', 'sms'] as const)
      expect(ordered(order(channel))).toMatchObject({ letter, channel });
  });

  test.each(LETTERS)('%s: by post where no letter goes that way', (letter, order) => {
    for (const channel of ['post', 'phone', 'in-person'] as const) {
      expect(ordered(order(channel))).toMatchObject({ letter });
      expect(ordered(order(channel))).not.toHaveProperty('channel');
    }
  });
});

describe('told another way than both sides agreed', () => {
  const other = { refused: 'form-of-notice-agreed' };
  const acknowledge = (channel: TellingChannel) =>
    ({ type: 'AcknowledgeComplaint', data: { channel, acknowledgedAt: TUESDAY } }) as const;
  const clerk = { at: TUESDAY, by: clara };

  test('nobody has heard that the complaint arrived', () => {
    const byEmail = given(agreed(received, 'email'));
    byEmail.when(acknowledge('phone'), clerk).then(other);
    byEmail.when(acknowledge('email'), clerk).then(['ComplaintAcknowledged']);
    given(received).when(acknowledge('phone'), clerk).then(['ComplaintAcknowledged']);
  });

  test('unless they agreed to speak, of what another regime has in writing (FA (CHR) Regs 5(3)(a))', () => {
    const byPhone = given(agreed(over('sg-mas-2021'), 'phone'));
    byPhone.when(acknowledge('phone'), clerk).then({ refused: 'not-in-lasting-form' });
    byPhone.when(acknowledge('email'), clerk).then(['ComplaintAcknowledged', 'ClockStopped']);
  });

  test('nobody has heard of an extension (Order 2020-3 art. 18)', () => {
    const tell = (channel: TellingChannel, deed: 'dialled' | 'sent') =>
      ({
        type: 'RecordNoticeGiven',
        data: {
          ...({ clock: 'decide', step: 'very-complex', channel, toldAt: DAY_25 } as const),
          proof: { deed, evidence: box('Recording 0327-03.') },
        },
      }) as const;
    const byEmail = given(
      given(agreed(waiting(), 'email', DAY_25)).after(grant, at(DAY_25, executive)),
    );
    byEmail.when(tell('phone', 'dialled'), at(DAY_25)).then(other);
    byEmail.when(tell('email', 'sent'), at(DAY_25)).then(['NoticeGiven', 'ClockExtended']);
  });
});
