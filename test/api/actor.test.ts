import { SignJWT, UnsecuredJWT, decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { TOKEN_ROLES, developmentToken } from '../../api/actor.ts';
import { CLERK, withHouse } from '../with-house.ts';
import { askingOf, complaintOf, problemOf, receiptOf } from './ask.ts';

const house = withHouse();
const { ask, command, received, submit } = askingOf(house);

const NUMBER = '0123456789AB';
const refused = async (authorization: string | undefined) => {
  const headers = authorization === undefined ? {} : { authorization };
  const answers = await Promise.all([
    house.app().inject({ url: `/complaints/${NUMBER}`, headers }),
    house.app().inject({ url: `/complaints/${NUMBER}/history`, headers }),
    house.app().inject({ method: 'POST', url: '/complaints', payload: complaintOf(), headers }),
    house.app().inject({
      method: 'POST',
      url: `/complaints/${NUMBER}/commands`,
      payload: '{"commands": [',
      headers: { ...headers, 'content-type': 'application/json' },
    }),
  ]);
  for (const answer of answers) expect(problemOf(answer, 401).code).toBe('no-valid-token');
  return problemOf(answers[0], 401).detail;
};

describe('who acts is said by a token alone', () => {
  test('without one nothing is answered', async () => {
    expect(await refused(undefined)).toMatch(/Send Authorization: Bearer/);
    expect(await refused('Basic Y2hlbjpwYXNz')).toMatch(/Send Authorization: Bearer/);
    const headers = { 'x-actor': 'chen', 'x-role': 'head', 'x-institution': 'demobank' };
    problemOf(await house.app().inject({ url: `/complaints/${NUMBER}`, headers }), 401);
  });

  test('a forged one is refused', async () => {
    const other = await developmentToken(CLERK, new Uint8Array(32).fill(7), 1);
    expect(await refused(`Bearer ${other}`)).toMatch(/not one of this house/);
    const [header, , signature] = (await house.token()).split('.');
    const altered = Buffer.from(
      JSON.stringify({ ...decodeJwt(await house.token()), role: 'executive' }),
    ).toString('base64url');
    await refused(`Bearer ${header}.${altered}.${signature}`);
    await refused('Bearer not.a.token');
  });

  test('an expired one is refused, and says so', async () => {
    expect(await refused(`Bearer ${await house.token({}, -1)}`)).toMatch(/expired/);
  });

  test('one without a signature, or signed in another way, is refused', async () => {
    const { sub, ...claims } = CLERK;
    const unsecured = new UnsecuredJWT(claims)
      .setIssuer('redress-development')
      .setSubject(sub)
      .setExpirationTime('1h')
      .encode();
    await refused(`Bearer ${unsecured}`);
    const longer = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS512' })
      .setIssuer('redress-development')
      .setSubject(sub)
      .setExpirationTime('1h')
      .sign(Buffer.concat([house.house().tokenSecret, house.house().tokenSecret]));
    await refused(`Bearer ${longer}`);
  });

  test('one that never expires, or is of another issuer, is refused', async () => {
    const { sub, ...claims } = CLERK;
    const { tokenSecret } = house.house();
    const made = () => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setSubject(sub);
    await refused(`Bearer ${await made().setIssuer('redress-development').sign(tokenSecret)}`);
    const foreign = made().setIssuer('elsewhere').setExpirationTime('1h');
    await refused(`Bearer ${await foreign.sign(tokenSecret)}`);
  });

  test('nobody acts as the engine', async () => {
    expect(TOKEN_ROLES).not.toContain('engine');
    const claims = { ...CLERK, role: 'engine' as never };
    await expect(developmentToken(claims, house.house().tokenSecret, 1)).rejects.toThrow();
    const { sub, ...rest } = claims;
    const forged = await new SignJWT(rest)
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('redress-development')
      .setSubject(sub)
      .setExpirationTime('1h')
      .sign(house.house().tokenSecret);
    await refused(`Bearer ${forged}`);
  });
});

describe('a staff id in a token has the one form that commands name staff by', () => {
  test('so that nobody is two persons to the second-person rule', async () => {
    for (const sub of ['Hana', 'HANA ', 'hana li', ''])
      await expect(house.token({ sub })).rejects.toThrow(
        /^sub must be a staff id of small letters/,
      );
    const { sub: _sub, ...rest } = CLERK;
    const signed = await new SignJWT(rest)
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('redress-development')
      .setSubject('Hana')
      .setExpirationTime('1h')
      .sign(house.house().tokenSecret);
    expect(await refused(`Bearer ${signed}`)).toMatch(/claims .* sub must be a staff id of small/);
  });

  test('and a person complained of is kept out by whatever names him', async () => {
    const answer = await submit({ ...complaintOf(), staffComplainedOf: ['HANA '] });
    expect(problemOf(answer, 400).faults).toEqual([
      {
        at: 'body/staffComplainedOf/0',
        message: expect.stringContaining('must be a staff id of small') as string,
        because: expect.objectContaining({
          zh: expect.stringContaining('应为员工编号') as string,
        }) as object,
      },
    ]);
    const number = await received({ staffComplainedOf: ['hana'] });
    const assign = (handler: string) =>
      command(number, [{ type: 'AssignCase', data: { handler, unit: 'cards' } }], {
        as: { sub: 'li', role: 'supervisor' },
      });
    expect(problemOf(await assign('HANA '), 400).faults?.[0]?.at).toBe(
      'body/commands/0/data/handler',
    );
    expect(problemOf(await assign('hana'), 409).code).toBe('handler-complained-of');
  });
});

describe('what a caller may see and do', () => {
  test('another institution never sees a case, nor moves it', async () => {
    const number = await received();
    const before = await house.recorded(number);
    const as = { institution: 'otherbank', role: 'executive' } as const;
    for (const url of [`/complaints/${number}`, `/complaints/${number}/history?purpose=curious`])
      problemOf(await ask('GET', url, undefined, { as }), 404);
    const acknowledge = { type: 'AcknowledgeComplaint', data: {} } as const;
    problemOf(await command(number, [acknowledge], { as }), 404);
    expect(await house.recorded(number)).toBe(before);
  });

  test('an auditor reads, and changes nothing', async () => {
    const number = await received();
    const before = await house.recorded();
    const as = { role: 'auditor' } as const;
    for (const url of [`/complaints/${number}`, `/complaints/${number}/history`])
      expect((await ask('GET', url, undefined, { as })).statusCode).toBe(200);
    const acknowledge = { type: 'AcknowledgeComplaint', data: {} } as const;
    const told = problemOf(await command(number, [acknowledge], { as }), 409);
    expect(told).toMatchObject({ code: 'not-authorised' });
    expect(problemOf(await submit(complaintOf(), { as }), 409).code).toBe('not-authorised');
    expect(await house.recorded()).toBe(before);
  });

  test('two systems may use the same key without meeting', async () => {
    const number = await received();
    const given = { type: 'AcknowledgeComplaint', data: {} } as const;
    const classify = {
      type: 'ClassifyComplaint',
      data: { product: 'loan', cause: 'pricing', right: 'to-know', class: 'simple' },
    } as const;
    receiptOf(await command(number, [given], { key: '1', as: { client: 'branch' } }), 200);
    receiptOf(await command(number, [classify], { key: '1', as: { client: 'app' } }), 200);
  });
});
