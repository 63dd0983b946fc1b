import { describe, expect, test } from 'vitest';
import { cfpb } from '../../../cli/import/cfpb.ts';
import { HEADER, TODAY, fileOf, importingHouse, tableOf } from './an-importing-house.ts';
import type { Changes } from './an-importing-house.ts';

const titles = HEADER.split(',');
const read = cfpb.reader(titles, 'file.csv');
const row = (changes: { readonly [title: string]: string }) =>
  read(
    titles.map(
      (title) =>
        ({
          'Date received': '2019-03-02',
          Product: 'Mortgage',
          Issue: 'Fees',
          'Date sent to company': '2019-03-07',
          'Company response to consumer': 'Closed with explanation',
          'Complaint ID': '3167341',
          ...changes,
        })[title] ?? '',
    ),
  );

describe('a row of the CFPB', () => {
  test('is dated in ISO or month first, with or without zeros', () => {
    for (const [written, day] of [
      ['2019-03-29', '2019-03-29'],
      ['11/13/2014', '2014-11-13'],
      ['3/19/2015', '2015-03-19'],
      ['01/01/2015', '2015-01-01'],
      ['1/1/2015', '2015-01-01'],
    ] as const)
      expect(row({ 'Date received': written, 'Date sent to company': '' })).toMatchObject({
        receivedOn: day,
        sentOn: null,
      });
  });

  test('dated otherwise is doubtful: a spreadsheet has written it, or nobody knows what it means', () => {
    for (const written of [
      '2020/3/18',
      '29/03/2019',
      '2019-02-29',
      '2/30/2019',
      '1/1/15',
      '43553',
      '2019-03-29T12:00:00',
      ' 2019-03-29',
      '',
    ])
      expect(row({ 'Date received': written }), written).toEqual({
        doubtful: [expect.stringContaining('Date received')],
      });
  });

  test('says nothing by a blank, and something by N/A', () => {
    expect(row({ 'Consumer disputed?': 'N/A', Tags: '' })).toMatchObject({
      facts: { product: 'Mortgage', disputed: 'N/A' },
    });
    expect(Object.keys((row({}) as { facts: object }).facts).toSorted()).toEqual([
      'company-response',
      'issue',
      'product',
    ]);
  });

  test('keeps its values byte for byte', () => {
    const company = 'Premier\u00a0Student\u00a0Loan\u00a0Center — ';
    const narrative = '=They "took"\r\nit’s\n twice';
    expect(
      row({
        Company: company,
        'Consumer complaint narrative': narrative,
        Tags: 'Older American, Servicemember',
      }),
    ).toMatchObject({
      facts: { company, tags: 'Older American, Servicemember' },
      narrative,
    });
  });

  test('is open while the company has not answered, and closed by every kind of closing', () => {
    for (const [response, standing] of [
      ['In progress', 'open'],
      ['Untimely response', 'open'],
      ['Closed', 'closed'],
      ['Closed with monetary relief', 'closed'],
      ['Closed without relief', 'closed'],
      ['', null],
    ] as const)
      expect(row({ 'Company response to consumer': response })).toMatchObject({ standing });
    for (const response of ['Maybe', 'closed', 'Closed with', 'Closed with Explanation'])
      expect(row({ 'Company response to consumer': response })).toEqual({
        doubtful: [`Company response to consumer "${response}" is not known`],
      });
  });

  test('answers whether it was timely and disputed in the source’s own words', () => {
    for (const [title, words, others] of [
      ['Timely response?', ['Yes', 'No', ''], ['yes', 'TRUE', 'N/A']],
      ['Consumer disputed?', ['Yes', 'No', 'N/A', ''], ['#N/A', 'Y', 'FALSE']],
    ] as const) {
      for (const word of words) expect(row({ [title]: word })).not.toHaveProperty('doubtful');
      for (const word of others)
        expect(row({ [title]: word })).toEqual({
          doubtful: [expect.stringContaining(`${title} "${word}" is none of Yes, No`)],
        });
    }
  });

  test('was not received before there was such a database', () => {
    const [first, before] = ['2011-07-21', '2011-07-20'].map((day) =>
      row({ 'Date received': day }),
    );
    expect(first).toMatchObject({ receivedOn: '2011-07-21' });
    expect(before).toEqual({
      doubtful: ['Date received "2011-07-20" is before the first complaint, 2011-07-21'],
    });
  });

  test('has a number of digits, or none', () => {
    expect(row({ 'Complaint ID': '' })).toMatchObject({ reference: null });
    expect(row({ 'Complaint ID': '3.17E+06' })).toMatchObject({
      doubtful: [expect.stringContaining('Complaint ID')],
    });
  });
});

describe('a file of the CFPB', () => {
  test('may leave columns out, have others, and name some in the older way', () => {
    const older = cfpb.reader(
      ['Date received', 'product', 'Issue ', 'Date sent to company', 'Company response', 'source'],
      'file.csv',
    );
    expect(older(['3/1/2015', 'Mortgage', 'Fees', '3/2/2015', 'Closed', 'C'])).toEqual({
      reference: null,
      receivedOn: '2015-03-01',
      sentOn: '2015-03-02',
      standing: 'closed',
      facts: { product: 'Mortgage', issue: 'Fees', 'company-response': 'Closed' },
      narrative: null,
    });
  });

  test('without the columns that each has is another file', () => {
    expect(() => cfpb.reader(['number', 'incident_state'], 'incidents.csv')).toThrow(
      /incidents.csv is not a file of the CFPB's complaints: its first line does not hold the columns “Date received”.*begins with "number, incident_state"/,
    );
    expect(() => cfpb.reader([...titles, 'Product'], 'file.csv')).toThrow(/two columns “Product”/);
  });
});

describe('a spreadsheet’s damage, seen by what is recorded', () => {
  const importing = async (changes: Changes) => {
    const house = importingHouse();
    expect(
      (
        await house.take(
          fileOf(tableOf({ 'Consumer complaint narrative': 'They said it’s late.' })),
        )
      ).counts.cases,
    ).toBe(1);
    const { counts, left } = await house.take(fileOf(tableOf(changes)));
    return { counts, reasons: left.flatMap(({ reasons }) => reasons), events: await house.all() };
  };

  test('is not taken: lost zeros, lost characters in a name and in a narrative', async () => {
    for (const [changes, reason] of [
      [{ 'ZIP code': '2635' }, 'zip-code "2635" lost its leading zeros: "02635" is recorded'],
      [
        { Company: 'Premier_Loans' },
        'company "Premier_Loans" lost a character that is not ASCII: "Premier\u00a0Loans" is recorded',
      ],
      [
        { 'Consumer complaint narrative': 'They said it__ late.' },
        'the narrative lost a character that is not ASCII',
      ],
      [
        { 'Consumer complaint narrative': 'They said itâ€™s late.' },
        'the narrative lost a character that is not ASCII',
      ],
      [
        { Company: 'Premier\ufffdLoans' },
        'holds U+FFFD: a character was lost before the file was written',
      ],
    ] as const) {
      const { counts, reasons, events } = await importing(changes);
      expect(reasons).toEqual([reason]);
      expect(counts).toMatchObject({ rows: 1, changed: 0, doubtful: 1 });
      expect(events).toHaveLength(1);
    }
  });

  test('is not taken: a text that was cut, or whose characters were read in another encoding', async () => {
    for (const [changes, reason] of [
      [{ 'Consumer complaint narrative': 'They said it’s' }, 'the narrative was cut'],
      [
        { Issue: 'Struggling to pay' },
        'issue "Struggling to pay" was cut: "Struggling to pay mortgage" is recorded',
      ],
      [
        { 'Consumer complaint narrative': 'They wrote that itâ€™s late. Twice.' },
        'the narrative lost a character that is not ASCII',
      ],
      [
        { Company: 'PremierÂ Loans, Inc.' },
        'company "PremierÂ Loans, Inc." lost a character that is not ASCII: "Premier Loans" is recorded',
      ],
    ] as const) {
      const { counts, reasons } = await importing(changes);
      expect(reasons).toEqual([reason]);
      expect(counts).toMatchObject({ changed: 0, doubtful: 1 });
    }
  });

  test('shows by itself where a cell holds an error, or a shortened number', async () => {
    const errors = '#NAME? #REF! #VALUE! #N/A #DIV/0! #NUM! #NULL! ###### #'.split(' ');
    const rows: readonly Changes[] = [
      ...errors.map((error) => ({ Company: error })),
      { 'Consumer complaint narrative': '#NAME?' },
      { 'ZIP code': '1.2E+04' },
      { 'ZIP code': '1E+04' },
    ].map((changes, index) => ({ ...changes, 'Complaint ID': String(index + 1) }));
    const house = importingHouse();
    const { counts, left } = await house.take(fileOf(tableOf(...rows)));
    expect(counts).toMatchObject({ rows: 12, cases: 0, doubtful: 12 });
    expect(left[0]?.reasons).toEqual(['company "#NAME?" is a spreadsheet’s error, not a value']);
    expect(left[11]?.reasons).toEqual([
      'zip-code "1E+04" is a number that a spreadsheet has shortened',
    ]);
    const meant = { Company: '#1 Loans', Issue: 'N/A', 'Sub-issue': '1E4', State: 'E5' };
    expect((await house.take(fileOf(tableOf(meant)))).counts).toMatchObject({ cases: 1 });
  });

  test('is told from a change that is meant', async () => {
    for (const changes of [
      { 'ZIP code': '02636' },
      { Company: 'Premier\u00a0Loans, Inc.' },
      { 'Consumer complaint narrative': 'They said it’s late. And again.' },
    ])
      expect((await importing(changes)).counts).toMatchObject({ changed: 1, doubtful: 0 });
  });
});

describe('the same number twice in one file', () => {
  test('with equal facts is known already, also where one leaves some out', async () => {
    const house = importingHouse();
    const file = fileOf(tableOf({}, {}, { State: '' }));
    expect((await house.take(file)).counts).toMatchObject({ rows: 3, cases: 1, repeated: 2 });
  });

  test('may add a fact, and is doubtful where it contradicts; again it comes to the same', async () => {
    const house = importingHouse();
    const file = fileOf(tableOf({}, { Tags: 'Servicemember' }, { State: 'NY' }));
    const first = await house.take(file);
    expect(first.counts).toMatchObject({ cases: 1, changed: 1, doubtful: 1 });
    expect(first.left[0]).toMatchObject({
      row: 3,
      reasons: [expect.stringMatching(/^contradicts row [12] of the same file: state$/)],
    });
    expect((await house.take(file)).counts).toMatchObject({ repeated: 2, doubtful: 1 });
    expect(await house.all()).toHaveLength(2);
  });

  test('without numbers are two cases, known by their rows', async () => {
    const house = importingHouse();
    const file = fileOf(tableOf({ 'Complaint ID': '' }, { 'Complaint ID': '' }));
    expect((await house.take(file)).counts).toMatchObject({ cases: 2 });
    expect((await house.take(file)).counts).toMatchObject({ repeated: 2 });
  });
});

test('an older snapshot that is imported later changes nothing that the newer one said', async () => {
  const house = importingHouse();
  await house.take(fileOf(tableOf({ Tags: '' })), '2020-01-01');
  const older = fileOf(
    tableOf({ 'Company response to consumer': 'In progress', Tags: 'Servicemember' }),
  );
  expect((await house.take(older, '2019-06-01')).counts).toMatchObject({ changed: 1 });
  const [, changed] = await house.all();
  expect(changed?.data).toEqual({ snapshotOn: '2019-06-01', facts: { tags: 'Servicemember' } });
});

describe('the same file', () => {
  const importing = async () => {
    const house = importingHouse();
    const file = fileOf(tableOf({}));
    await house.take(file, '2020-01-01');
    expect((await house.take(fileOf(tableOf({ State: 'NY' })), '2020-02-01')).counts).toMatchObject(
      { changed: 1 },
    );
    return { house, file };
  };

  test('of a later day sets back what another changed meanwhile, and then changes nothing', async () => {
    const { house, file } = await importing();
    expect((await house.take(file, '2020-03-01')).counts).toMatchObject({ changed: 1 });
    expect((await house.all()).map(({ meta }) => meta.submission.id)).toEqual([
      expect.stringMatching(/^import:[0-9a-f]{64}:1:2020-01-01$/),
      expect.stringMatching(/:1:2020-02-01$/),
      expect.stringMatching(/:1:2020-03-01$/),
    ]);
    for (const on of ['2020-01-01', '2020-03-01'])
      expect((await house.take(file, on)).counts).toMatchObject({ repeated: 1 });
  });

  test('of the same day, or of an earlier one, changes nothing', async () => {
    const { house, file } = await importing();
    for (const on of ['2020-01-01', '2019-12-01'])
      expect((await house.take(file, on)).counts).toMatchObject({ repeated: 1 });
    expect(await house.all()).toHaveLength(2);
  });

  test('whose rows contradict each other is doubtful on every day', async () => {
    const house = importingHouse();
    const file = fileOf(tableOf({}, { State: 'NY' }));
    for (const on of ['2020-01-01', '2020-03-01']) {
      const { left } = await house.take(file, on);
      expect(left).toMatchObject([
        { row: 2, reasons: ['contradicts row 1 of the same file: state'] },
      ]);
    }
  });
});

test('a known case with another day of receipt is doubtful, whatever the day of the snapshot', async () => {
  const house = importingHouse();
  await house.take(fileOf(tableOf({})), '2020-01-01');
  for (const on of ['2019-12-01', '2020-02-01']) {
    const other = fileOf(tableOf({ 'Date received': '2019-03-03', Tags: 'Servicemember' }));
    const { counts, left } = await house.take(other, on);
    expect(counts).toMatchObject({ changed: 0, doubtful: 1 });
    expect(left[0]?.reasons).toEqual([
      'received on 2019-03-03, and 2019-03-02 is recorded: the day of receipt does not change',
    ]);
  }
});

test('a case whose personal data was erased is not filled again by an import', async () => {
  const house = importingHouse();
  const file = fileOf(tableOf({ 'Consumer complaint narrative': 'A story.' }));
  await house.take(file);
  const by = { id: 'officer', role: 'privacy', unit: 'legal', rank: 'head' };
  await house.house.ring.destroy(house.streamOf('3167341'), { by, because: 'asked for' });
  const other = fileOf(tableOf({ 'Consumer complaint narrative': 'A story.', Tags: 'x' }));
  const { counts, left } = await house.take(other, TODAY);
  expect(counts).toMatchObject({ refused: 1 });
  expect(left[0]?.reasons[0]).toContain('erased');
  expect(await house.all()).toHaveLength(1);
});

test('personal text stands in no event in clear', async () => {
  const house = importingHouse();
  await house.take(fileOf(tableOf({ 'Consumer complaint narrative': 'UNMISTAKABLE story' })));
  const text = JSON.stringify(await house.all());
  expect(text).not.toContain('UNMISTAKABLE');
  expect(text).not.toContain('3167341');
});
