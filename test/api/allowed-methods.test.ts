import { expect, test } from 'vitest';
import { withHouse } from '../with-house.ts';
import { problemOf } from './ask.ts';

const house = withHouse();

test.each<[string, string, string]>([
  ['DELETE', '/complaints/0123456789AB', 'GET, HEAD'],
  ['POST', '/complaints/0123456789AB', 'GET, HEAD'],
  ['GET', '/complaints', 'POST'],
  ['PATCH', '/complaints?x=1', 'POST'],
  ['PUT', '/complaints/0123456789AB/commands', 'POST'],
  ['GET', '/complaints/0123456789AB/documents', 'PUT'],
  ['DELETE', '/cases', 'GET, HEAD'],
  ['OPTIONS', '/cases', 'GET, HEAD'],
  ['POST', '/docs/json', 'GET, HEAD'],
])('%s %s is answered with the methods there are: %s', async (method, url, allowed) => {
  const response = await house.app().inject({
    method: method as 'GET',
    url,
    // Whatever the body is, the method is what is wrong.
    headers: { 'content-type': 'application/json' },
    payload: '{',
  });
  expect(problemOf(response, 405)).toMatchObject({ code: 'method-not-allowed' });
  expect(response.headers['allow']).toBe(allowed);
});

test('a path that nobody knows is not found, whatever the method', async () => {
  for (const method of ['GET', 'DELETE', 'OPTIONS'] as const)
    problemOf(await house.app().inject({ method, url: '/nowhere' }), 404);
});
