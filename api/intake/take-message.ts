import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LogUnavailable } from '../../events/log/log-faults.ts';
import { InstitutionKeysFault, KeyRingUnavailable } from '../../keys/key-faults.ts';
import type { Delivered } from '../../projections/broker/broker.ts';
import type { Answer } from '../../workflows/process.ts';
import { callerOf } from '../actor.ts';
import type { Caller } from '../actor.ts';
import { RequestMalformed, checked, named } from '../check-requests.ts';
import { houseFault } from '../house-faults.ts';
import type { House } from '../house.ts';
import { parseJson } from '../parse-json.ts';
import { malformed, problemBody, refusalOf } from '../problems.ts';
import type { Fault, Problem, Told } from '../problems.ts';
import * as requests from '../requests.ts';
import type { Receipt } from '../responses.ts';
import { notSetUp } from '../send-error.ts';
import { receive } from '../submit-complaint.ts';
import { receiptOf, submit } from '../submit.ts';
import { keptFault } from './known-names.ts';

/**
 * What became of a message: it was understood and answered, with a receipt or a refusal; it could not be understood or
 * failed by a fault of ours, and is dead until somebody retries it; or the house was away, and it must come again.
 */
export type Outcome =
  | { readonly status: 'answered'; readonly receipt: Receipt }
  | { readonly status: 'answered' | 'dead'; readonly problem: Problem }
  | { readonly status: 'again'; readonly problem: Problem };

/** What a message asks for is what the same request over HTTP would, and it passes the same checks and seals. */
const KINDS = ['submit-complaint', 'give-commands'] as const;
export const request = z.object({
  request: z.enum(KINDS, `must be one of ${KINDS.join(', ')}`),
});

/** Takes one message. Never rejects, whatever the message is. */
export async function takeMessage(
  house: House,
  message: Delivered,
  onFault: (error: unknown, reference: string) => void = () => undefined,
): Promise<Outcome> {
  let caller: Caller | undefined;
  try {
    const { authorization } = message.headers;
    const found = await callerOf(authorization, house.tokenSecret, new Date(message.at));
    if ('wrong' in found)
      return dead({ status: 401, code: 'no-valid-token', because: found.wrong });
    caller = found;
    return outcomeOf(await given(house, { caller, headers: message.headers }, message));
  } catch (error) {
    return outcomeOfError(error, caller, onFault);
  }
}

type Given = { readonly number: string; readonly answer: Answer; readonly reference?: string };
type Asker = { readonly caller: Caller; readonly headers: Delivered['headers'] };

async function given(house: House, asker: Asker, { value }: Delivered): Promise<Given> {
  const { headers } = asker;
  if (value !== null && value.length > requests.BODY_LIMIT)
    throw new RequestMalformed('body-too-large', [
      { at: 'body', message: `must have ${requests.BODY_LIMIT} bytes at most` },
    ]);
  const body = parseJson(value ?? Buffer.alloc(0));
  const kind = checked(request, headers, 'headers');
  if (kind.data?.request === 'submit-complaint') {
    const asked = both(
      checked(requests.submitHeaders, headers, 'headers'),
      checked(requests.submission, body, 'body'),
    );
    return receive(house, asker, asked[0]['idempotency-key'], asked[1]);
  }
  if (kind.data === undefined) both(kind, checked(requests.submitHeaders, headers, 'headers'));
  const [own, commands] = both(
    checked(giveHeaders, headers, 'headers'),
    checked(requests.commands, body, 'body'),
  );
  const ifMatch = own['if-match'];
  const answer = await submit(house, asker, {
    number: own.case,
    key: own['idempotency-key'],
    commands: commands.commands,
    isNew: false,
    ...(ifMatch === undefined ? {} : { ifMatch: requests.revisionOf(ifMatch) }),
  });
  return { number: own.case, answer };
}

export const giveHeaders = requests.commandHeaders.extend(requests.caseParameter.shape);

type Checked<Output> = { readonly data?: Output; readonly faults: readonly Fault[] };

/** What both parts hold, when neither has a fault; throws with every fault of both otherwise. */
function both<One, Other>(one: Checked<One>, other: Checked<Other>): readonly [One, Other] {
  const faults = [...one.faults, ...other.faults];
  if (faults.length > 0 || one.data === undefined || other.data === undefined)
    throw new RequestMalformed('malformed-request', named(faults));
  return [one.data, other.data];
}

function outcomeOf({ number, answer, reference }: Given): Outcome {
  if (answer.status === 'recorded' || answer.status === 'accepted')
    return { status: 'answered', receipt: receiptOf(number, answer, reference) };
  const problem = problemBody(refusalOf(answer));
  switch (answer.status) {
    case 'unknown':
      return { status: 'again', problem };
    case 'fault':
      return { status: 'dead', problem };
    default:
      return { status: 'answered', problem };
  }
}

function outcomeOfError(
  error: unknown,
  caller: Caller | undefined,
  onFault: (error: unknown, reference: string) => void,
): Outcome {
  if (error instanceof RequestMalformed)
    return dead(malformed(error.statusCode, error.code, error.faults.map(keptFault)));
  if (error instanceof LogUnavailable || error instanceof KeyRingUnavailable)
    return { status: 'again', problem: problemBody(refusalOf({ status: 'unknown' })) };
  if (error instanceof InstitutionKeysFault && error.code === 'institution-unknown')
    return dead({ status: 403, code: error.code, because: notSetUp(caller?.institution ?? '') });
  const reference = randomUUID();
  onFault(error, reference);
  return dead(houseFault(error, reference));
}

function dead(told: Told): Outcome {
  return { status: 'dead', problem: problemBody(told) };
}
