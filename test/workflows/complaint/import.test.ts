import { describe, expect, test } from 'vitest';
import { box, clara, given, intake, received } from './a-case.ts';
import {
  TODAY,
  imported,
  importedCase,
  importedClosed,
  importer,
  laterFacts,
  takenOver,
} from './an-import.ts';

const now = { at: TODAY, by: importer };
const importCase = (changes: object = {}) =>
  ({ type: 'ImportCase', data: { ...importedCase, ...changes } }) as const;
const importFacts = (changes: object = {}) =>
  ({ type: 'ImportFacts', data: { ...laterFacts, ...changes } }) as const;

describe('importing a case', () => {
  test('records what the source states and nothing else', () => {
    given()
      .when(importCase(), now)
      .then([{ type: 'CaseImported', data: importedCase }]);
  });

  test('starts no clock and asks nothing of the world, open or closed', () => {
    for (const events of [imported, importedClosed]) {
      given(events).awaits({});
      given(events).asks([]);
    }
    expect(given(imported).state().status).toBe('open');
    expect(given(importedClosed).state().status).toBe('closed');
  });

  test('the same again leaves nothing, on whatever day the snapshot was taken', () => {
    given(imported).when(importCase(), now).then([]);
    given(imported)
      .when(importCase({ snapshotOn: '2026-03-01' }), now)
      .then([]);
    given(importedClosed)
      .when(
        importCase({
          standing: 'closed',
          facts: { ...importedCase.facts, 'company-response': 'Closed with explanation' },
        }),
        now,
      )
      .then([]);
  });

  test('again with other facts is for a later snapshot to say', () => {
    given(imported)
      .when(importCase({ facts: {} }), now)
      .then({ refused: 'case-already-imported' });
  });

  test('of another reference with the same number is refused', () => {
    given(imported)
      .when(importCase({ reference: box('3555726') }), now)
      .then({ refused: 'case-number-collision' });
  });

  test('that was sent before it was received, or comes from the future, is refused', () => {
    given()
      .when(importCase({ sentOn: '2026-02-17' }), now)
      .then({ refused: 'sent-before-received' });
    for (const changes of [
      { snapshotOn: '2026-03-05' },
      { receivedOn: '2026-03-05', sentOn: null },
      { sentOn: '2026-03-05' },
    ])
      given().when(importCase(changes), now).then({ refused: 'dated-in-the-future' });
    // In Kiritimati, fourteen hours ahead, the fourth has begun.
    given()
      .when(importCase({ snapshotOn: '2026-03-04' }), now)
      .then(['CaseImported']);
  });

  test('that was submitted here is refused, and one that was imported is not received', () => {
    given(received).when(importCase(), now).then({ refused: 'received-here-already' });
    given(received).when(importFacts(), now).then({ refused: 'received-here-already' });
    for (const events of [imported, importedClosed])
      given(events)
        .when({ type: 'ReceiveComplaint', data: intake }, { at: TODAY, by: clara })
        .then({ refused: 'imported-already' });
  });
});

describe('a later snapshot', () => {
  test('adds what it changed, and only that', () => {
    given(imported)
      .when(importFacts(), now)
      .then([
        {
          type: 'ImportedFactsChanged',
          data: {
            snapshotOn: '2026-03-03',
            standing: 'closed',
            facts: {
              'company-response': 'Closed with explanation',
              'public-response': 'Company believes it acted appropriately',
            },
          },
        },
      ]);
    const after = given(imported).after(importFacts(), now);
    expect(given(after).state().status).toBe('closed');
    expect(given(after).state().imported?.facts).toEqual({
      ...importedCase.facts,
      ...laterFacts.facts,
    });
    given(after).when(importFacts(), now).then([]);
  });

  test('takes nothing back by blanks', () => {
    given(imported)
      .when(
        {
          type: 'ImportFacts',
          data: { ...laterFacts, facts: {}, standing: 'open' },
        },
        now,
      )
      .then([]);
  });

  test('of the same day counts as the later one', () => {
    given(imported)
      .when(importFacts({ snapshotOn: '2026-02-27' }), now)
      .then(['ImportedFactsChanged']);
  });

  test('may tell another day, never a sending before the receipt', () => {
    given(imported)
      .when(importFacts({ sentOn: '2026-02-19' }), now)
      .then([{ type: 'ImportedFactsChanged', data: { sentOn: '2026-02-19' } }]);
    given(imported)
      .when(importFacts({ receivedOn: '2026-02-21' }), now)
      .then({ refused: 'sent-before-received' });
  });

  test('that is open again says so', () => {
    const open = given(importedClosed).after(
      importFacts({ standing: 'open', facts: { 'company-response': 'In progress' } }),
      now,
    );
    expect(given(open).state().status).toBe('open');
    given(open).awaits({});
  });
});

describe('an older snapshot', () => {
  const older = { snapshotOn: '2026-01-01' };

  test('changes nothing that a newer one said', () => {
    given(importedClosed)
      .when(
        importFacts({
          ...older,
          standing: 'open',
          facts: { 'company-response': 'In progress', product: 'Debt collection' },
        }),
        now,
      )
      .then([]);
  });

  test('adds what no newer one spoke of', () => {
    given(imported)
      .when(importFacts({ ...older, standing: 'open', facts: { 'sub-issue': 'Fees' } }), now)
      .then([
        {
          type: 'ImportedFactsChanged',
          data: { snapshotOn: '2026-01-01', facts: { 'sub-issue': 'Fees' } },
        },
      ]);
  });

  test('is measured fact by fact by the snapshot that said each', () => {
    const after = given(imported).after(importFacts(), now);
    given(after)
      .when(
        importFacts({
          snapshotOn: '2026-03-01',
          standing: 'open',
          facts: { 'company-response': 'In progress', timely: 'No' },
        }),
        now,
      )
      .then([
        {
          type: 'ImportedFactsChanged',
          data: { snapshotOn: '2026-03-01', facts: { timely: 'No' } },
        },
      ]);
  });
});

test('once taken over, the source neither closes nor reopens the case, but its facts are kept', () => {
  const after = given(takenOver).after(importFacts(), now);
  expect(given(after).state().status).toBe('open');
  expect(given(after).state().imported?.facts['company-response']).toBe('Closed with explanation');
});

test('facts of a case that nobody knows are refused', () => {
  given().when(importFacts(), now).then({ refused: 'no-such-case' });
});
