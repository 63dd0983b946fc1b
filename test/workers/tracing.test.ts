import { randomUUID } from 'node:crypto';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { projector } from '../../workers/projector.ts';
import { keepSpans } from '../../workers/tracing.ts';
import { askingOf, complaintOf, receiptOf } from '../api/ask.ts';
import { caughtUp } from '../../projections/checkpoint.ts';
import { withHouse } from '../with-house.ts';

/** One trace from the sender’s own span through request, update, visit and event to the read models. */
const exporter = new InMemorySpanExporter();
// Before the house: its client and worker take the processor that is there when they are made.
const spans = keepSpans(new SimpleSpanProcessor(exporter));
const house = withHouse();
const { submit, ask } = askingOf(house);
const stop = new AbortController();
afterAll(() => spans[Symbol.asyncDispose]());

const SENDER = { trace: 'a'.repeat(32), span: 'b'.repeat(16) };
const traceparent = `00-${SENDER.trace}-${SENDER.span}-01`;

test('a complaint’s trace goes from its request to its events and the read models', async () => {
  const projecting = projector(house.house(), pino({ level: 'silent' }), stop.signal);
  const narrative = '柜员当众朗读了我的病历Quillfeather';
  const reason = encodeURIComponent('answering Quillfeather');
  const key = randomUUID();
  const answer = await submit(complaintOf({ narrative }), { key, headers: { traceparent } });
  const { case: number } = receiptOf(answer, 201);
  await ask('GET', `/complaints/${number}?purpose=${reason}`);
  expect(await caughtUp(house.house(), [...house.house().readModels.keys()], 30_000)).toBe(true);
  stop.abort();
  await projecting;

  const named = new Map(exporter.getFinishedSpans().map((span) => [span.name, span]));
  const ofTrace = exporter
    .getFinishedSpans()
    .filter((span) => span.spanContext().traceId === SENDER.trace)
    .map(({ name }) => name);
  for (const name of ['POST /complaints', 'record', 'project cases', 'project standing'])
    expect(ofTrace).toContain(name);
  expect(ofTrace.join(), 'of Temporal’s client').toContain('UpdateWithStart');
  expect(ofTrace.join(), 'of the workflow').toContain('HandleUpdate');

  const request = named.get('POST /complaints');
  expect(request?.parentSpanContext?.spanId).toBe(SENDER.span);
  expect(request?.attributes['http.response.status_code']).toBe(201);
  const ofRequest = request?.spanContext().spanId;
  for (const name of ['record', 'project cases']) {
    const span = named.get(name);
    expect(span?.parentSpanContext?.spanId, `${name} follows the request`).toBe(ofRequest);
    expect(span?.attributes).toMatchObject({
      'redress.stream': `complaint-demobank.${number}`,
      'redress.submission': `person:test:${key}`,
      'redress.events': expect.arrayContaining(['ComplaintReceived']) as string[],
    });
  }
  expect(named.has('GET /complaints/:case'), 'the route, not the address').toBe(true);
  const said = exporter.getFinishedSpans().map(({ name, attributes, events, status }) => ({
    ...{ name, attributes, status },
    events: events.map((event) => event.attributes),
  }));
  expect(JSON.stringify(said)).not.toMatch(/Quillfeather|柜员/);

  const [recorded] = await house.house().log.read(`complaint-demobank.${number}`);
  expect(recorded?.meta.trace).toContain(`00-${SENDER.trace}-${ofRequest}`);
  const lines = house.logged().split('\n');
  const line = lines.find((one) => one.includes('"recorded"') && one.includes(key));
  expect(JSON.parse(line ?? '{}')).toMatchObject({
    stream: `complaint-demobank.${number}`,
    submission: `person:test:${key}`,
    trace: recorded?.meta.trace,
  });
});
