import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { MATERIALS } from '../../../events/complaint/intake-codes.ts';
import type { CommandData } from '../../../workflows/complaint/commands.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { askForMaterials } from '../../../workflows/complaint/materials.ts';
import {
  TUESDAY,
  box,
  clara,
  given,
  hana,
  intake,
  received,
  receivedUnder,
  rules,
} from './a-case.ts';
import { TODAY, imported, takeOver } from './an-import.ts';

const now = { at: TUESDAY, by: clara };
type Events = readonly ComplaintEvent[];
type Material = (typeof MATERIALS)[number];
const ask = (materials: readonly Material[], held: readonly Material[] = []) =>
  ({ type: 'AskForMaterials', data: { materials: [...materials], held: [...held] } }) as const;
const record = (...materials: readonly Material[]) =>
  ({ type: 'RecordMaterials', data: { materials } }) as const;

describe('materials', () => {
  test('that the firm holds may not be asked for (Order 2020-3 art. 13)', () => {
    given(received)
      .when(ask(['signature', 'contract'], ['contract']), now)
      .then({ refused: 'held-already' });
    given(received)
      .when(ask(['signature'], ['contract']), now)
      .then([{ type: 'MaterialsAskedFor', data: { materials: ['signature'] } }]);
  });

  test('known to be held once, or come in since, are never asked for again', () => {
    const asked = given(received).after(ask(['signature'], ['contract']), now);
    given(asked)
      .when(ask(['contract']), now)
      .then({ refused: 'held-already' });
    given(asked)
      .when(ask(['signature']), now)
      .then([]);
    const came = given(asked).after(record('signature'), now);
    given(came)
      .when(ask(['signature']), now)
      .then({ refused: 'held-already' });
    given(came).when(record('signature'), now).then([]);
  });
});

describe('what the complaint itself brought (Order 2020-3 art. 13)', () => {
  const brought = (changes: Partial<CommandData<'ReceiveComplaint'>>) =>
    given().after(
      {
        type: 'ReceiveComplaint',
        data: { ...intake, staffComplainedOf: [], ...changes },
      },
      now,
    );
  const of = (complainant: CommandData<'ReceiveComplaint'>['complainant']) =>
    brought({ complainant });
  const [name, address] = [box('Wang'), box('1 Long Street')];
  const company = {
    name,
    organisation: true,
    creditCode: box('91440300'),
    head: box('Li'),
  } as const;
  const held: readonly (readonly [string, Events, readonly Material[]])[] = [
    ['a name alone', of({ name }), []],
    ['nobody’s name', of({ anonymous: true }), []],
    ['a number', of({ name, idNumber: box('440300') }), ['identity']],
    ['a telephone', of({ name, phone: box('139') }), ['contact']],
    ['an e-mail address', of({ anonymous: true, email: box('w@example.org') }), ['contact']],
    ['an address', of({ name, address }), ['contact']],
    ['an organisation, without its address', of(company), ['identity']],
    [
      'an organisation',
      of({ ...company, address }),
      ['identity', 'contact', 'organisation-particulars'],
    ],
    ['a contract', brought({ matter: box('C-1') }), ['contract']],
    [
      'the staff complained of',
      brought({ staffComplainedOf: ['otto'] }),
      ['institution-or-staff-complained-of'],
    ],
    // Whether it says enough only its reader knows.
    ['a narrative', brought({ narrative: box('The fee was taken twice.') }), []],
  ];

  test.each(held)('%s', (_what, events, materials) => {
    for (const one of MATERIALS)
      given(events)
        .when(ask([one]), now)
        .then(materials.includes(one) ? { refused: 'held-already' } : ['MaterialsAskedFor']);
  });

  test('is named by its kind alone, and never by what it says', () => {
    const events = of({ name, phone: box('139') });
    const decision = complaint.decide(given(events).state(), ask(['signature', 'contact']), {
      ...{ now: TUESDAY, actor: clara, rules },
    });
    const because = 'refused' in decision ? decision.refused.because.en : '';
    expect(because).toContain('holds contact already');
    expect(JSON.stringify(decision)).not.toContain(box('139').commitment);
  });

  test('counts also where an imported case is taken over', () => {
    const takenOver = (complainant: object) =>
      given(imported).after(
        { type: 'TakeOverCase', data: { ...takeOver, complainant: { name, ...complainant } } },
        { at: TODAY, by: hana },
      );
    given(takenOver({ phone: box('139') }))
      .when(ask(['contact']), now)
      .then({ refused: 'held-already' });
    given(takenOver({}))
      .when(ask(['contact']), now)
      .then(['MaterialsAskedFor']);
  });
});

test('what the firm holds is not asked for by the rule of the case, else by the house’s', () => {
  const refusal = (events: typeof received) => {
    const { data } = ask(['contract'], ['contract']);
    const context = { now: TUESDAY, actor: clara, rules };
    const decision = askForMaterials(
      given(events).state(),
      { materials: [...data.materials], held: [...data.held] },
      context,
    );
    return 'refused' in decision ? decision.refused.because : undefined;
  };
  expect(refusal(received)?.en).toContain('(Order 2020-3 art. 13, cn-nfra-2020)');
  for (const regime of ['uk-fca-disp', 'eu-psd2']) {
    const because = refusal(receivedUnder(regime));
    expect(because?.en).toContain('(house rule, iso-10002)');
    expect(because?.zh).toContain('（内部规定，iso-10002）');
  }
  expect(refusal(receivedUnder('uk-fca-disp', 'cn-nfra-2020'))?.en).toContain('art. 13');
});
