import { describe, expect, test } from 'vitest';
import { peopleCommands } from '../../workflows/complaint/commands.ts';
import { withHouse } from '../with-house.ts';
import { askingOf, complaintOf } from './ask.ts';

const house = withHouse();
const { submit, ask } = askingOf(house);

/** As much of OpenAPI 3.1 as is looked at here. */
type Parameter = {
  name: string;
  in: string;
  description?: string;
  example?: unknown;
  schema: Schema;
};
type Schema = { [keyword: string]: unknown; examples?: unknown[]; oneOf?: Schema[] };
type Media = { schema: Schema; example?: unknown; examples?: unknown };
type Operation = {
  summary: string;
  tags: string[];
  security: unknown[];
  parameters?: Parameter[];
  requestBody?: { content: { [type: string]: Media } };
  responses: { [status: string]: { description: string; content: { [type: string]: Media } } };
};
type Description = {
  openapi: string;
  info: { title: string; version: string };
  paths: { [path: string]: { [method: string]: Operation } };
  components: { securitySchemes: { [name: string]: { type: string; scheme: string } } };
};

/** Answers that can be had in another form as well. */
const ALSO: { readonly [answer: string]: readonly string[] } = {
  'GET /returns/{name} 200': ['text/csv'],
};

/** Answers that are a file, and nothing that JSON could say. */
const FILES: { readonly [answer: string]: string } = {
  'POST /complaints/{case}/packs 200': 'application/zip',
  'POST /packs/periods 200': 'application/zip',
  'POST /packs/returns 200': 'application/zip',
};

const described = async (): Promise<Description> =>
  (await house.app().inject('/docs/json')).json<Description>();

const operations = async (): Promise<readonly (readonly [string, Operation])[]> =>
  Object.entries((await described()).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  );

describe('what the API says of itself', () => {
  test('is OpenAPI 3.1 with every route', async () => {
    const { openapi, info, components } = await described();
    expect(openapi).toMatch(/^3\.1\.\d$/);
    expect(info).toMatchObject({
      title: 'Redress',
      version: expect.stringMatching(/^\d/) as string,
    });
    expect(components.securitySchemes['token']).toMatchObject({ type: 'http', scheme: 'bearer' });
    expect((await operations()).map(([name]) => name)).toEqual([
      'POST /complaints',
      'POST /complaints/{case}/commands',
      'GET /complaints/{case}',
      'GET /complaints/{case}/history',
      'GET /complaints/{case}/clocks',
      'GET /complaints/{case}/accesses',
      'GET /complaints/{case}/replay',
      'GET /complaints/{case}/as-of',
      'GET /complaints/{case}/documents/{document}',
      'PUT /complaints/{case}/documents',
      'GET /cases',
      'POST /cases/search',
      'GET /deadlines',
      'GET /sign-offs',
      'GET /registers/{name}',
      'GET /reports/{name}',
      'GET /returns',
      'GET /returns/{name}',
      'GET /returns/{name}/cases',
      'GET /returns/{name}/amended',
      'POST /figures',
      'GET /figures',
      'GET /reports/{name}/as-of',
      'GET /returns/{name}/as-of',
      'GET /read-models',
      'POST /read-models/{name}/rebuild',
      'GET /read-models/{name}/parked',
      'POST /read-models/{name}/parked/{stream}/retry',
      'GET /ledger/heads',
      'GET /ledger/keys',
      'GET /ledger/inclusion',
      'GET /ledger/consistency',
      'POST /complaints/{case}/packs',
      'POST /packs/periods',
      'POST /packs/returns',
    ]);
  });

  test('keeps the form that OpenAPI asks for', async () => {
    for (const [name, operation] of await operations()) {
      const places = [...name.matchAll(/\{(\w+)\}/g)].map(([, place]) => place);
      const { parameters = [], responses, security } = operation;
      expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(places);
      const names = parameters.map((one) => `${one.in} ${one.name}`);
      expect(new Set(names).size).toBe(names.length);
      expect(security).toEqual([{ token: [] }]);
      for (const [status, { content }] of Object.entries(responses)) {
        if (status === '304') {
          expect(content, `${name} ${status}`).toBeUndefined();
          continue;
        }
        const file = FILES[`${name} ${status}`];
        if (file !== undefined) {
          const schema = { type: 'string', format: 'binary' };
          expect(content, `${name} ${status}`).toEqual({ [file]: { schema } });
          continue;
        }
        const type = Number(status) < 300 ? 'application/json' : 'application/problem+json';
        const inAll = [type, ...(ALSO[`${name} ${status}`] ?? [])];
        expect(Object.keys(content), `${name} ${status}`).toEqual(inAll);
        expect(content[type]?.schema, `${name} ${status}`).toMatchObject({ type: 'object' });
      }
    }
    expect(JSON.stringify(await described())).not.toMatch(/"\$ref":|PLACEHOLDER|"nullable"/);
  });

  test('describes every answer, and shows an example of every request', async () => {
    for (const [name, { summary, parameters = [], requestBody, responses }] of await operations()) {
      expect(summary, name).toMatch(/\p{Script=Han}/u);
      for (const [status, { description }] of Object.entries(responses))
        expect(description, `${name} ${status}`).toMatch(/\p{Script=Han}/u);
      for (const { name: parameter, description, example, schema } of parameters) {
        expect(description ?? schema['description'], `${name} ${parameter}`).toBeDefined();
        const shown = example ?? schema.examples?.[0] ?? schema['default'];
        expect(shown, `${name} ${parameter}`).toBeDefined();
      }
      if (requestBody === undefined) continue;
      const media = requestBody.content['application/json'];
      expect(media?.example ?? media?.examples ?? media?.schema.examples, name).toBeDefined();
    }
  });

  test('shows every command with what it means and an example', async () => {
    const commands = (await operations()).find(([name]) => name.includes('commands'))?.[1];
    const body = commands?.requestBody?.content['application/json']?.schema;
    const list = (body?.['properties'] as { commands: { items: Schema } }).commands.items;
    const kinds = list.oneOf as unknown as {
      title: string;
      description: string;
      properties: { data: Schema };
    }[];
    const { ReceiveComplaint: _receive, ...later } = peopleCommands;
    expect(kinds.map(({ title }) => title)).toEqual(Object.keys(later));
    for (const { title, description, properties } of kinds) {
      expect(description, title).toMatch(/\p{Script=Han}/u);
      const [example] = properties.data.examples ?? [];
      expect(later[title as keyof typeof later].safeParse(example).success, title).toBe(true);
    }
  });

  test('gives an example of a complaint that is taken as it stands', async () => {
    const [, operation] = (await operations())[0] ?? [];
    const media = operation?.requestBody?.content['application/json'];
    const example = media?.example ?? media?.schema.examples?.[0];
    const receivedAt = complaintOf().receivedAt;
    const response = await submit({ ...(example as object), receivedAt });
    expect(response.statusCode, response.body).toBe(201);
  });

  test('has pages, which need no token', async () => {
    const page = await house.app().inject('/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    const assets = [...page.body.matchAll(/(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)];
    expect(assets.length).toBeGreaterThan(2);
    for (const [, asset = ''] of assets) {
      const url = asset.startsWith('docs/') ? `/${asset}` : `/docs/${asset}`;
      expect((await house.app().inject(url)).statusCode, url).toBe(200);
    }
    expect((await ask('GET', '/docs/yaml')).statusCode).toBe(200);
  });
});
