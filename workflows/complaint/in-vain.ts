import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { Instant } from '../../events/envelope.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { dayOf } from '../calendar.ts';
import type { Refusal } from '../process.ts';
import type { Ending } from './endings.ts';
import type { Contact } from './handling-state.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';
import { refuseOtherForm } from './telling-proof.ts';

/**
 * That somebody cannot be reached shows in the log of contacts (Order 2020-3 art. 21): in what was tried since he was
 * last in contact, and also in the form of notice on which both sides agreed.
 */

type Refused = { readonly refused: Refusal };
type Between = { readonly from: Instant; readonly to: Instant };

/** Attempts since the last contact, the first of each day; as many days as the regime asks for. */
export function triedInVain(
  state: ComplaintState,
  asked: Ending['attempts'],
  between: Between,
): { readonly attempts: Instant[] } | Refused {
  const zone = state.clocks[0]?.zone ?? 'UTC';
  const counting = triedWithin(state, between).map(({ at }) => at);
  // Of a map's equal keys the last one counts, so the first attempt of a day comes last.
  const days = new Map(
    counting
      .toSorted()
      .toReversed()
      .map((at) => [dayOf(at, zone), at]),
  );
  const attempts = [...days.values()].toSorted();
  const { days: least, article } = asked ?? { days: 1, article: 'the log of contacts' };
  if (attempts.length >= least) return { attempts };
  const { lastContact } = state.handling;
  const since = lastContact !== null && lastContact.at >= between.from ? lastContact : undefined;
  const { en, zh } = sinceWords(since);
  return refuse(
    'attempts-missing',
    `Attempts to reach the complainant stand on ${attempts.length} days${en}; ${least} are asked for (${article}).`,
    `${zh}联系未果的记录为 ${attempts.length} 日，须满 ${least} 日（${article}）。`,
  );
}

function triedWithin({ handling }: ComplaintState, { from, to }: Between) {
  return handling.unreached.filter(({ at }) => at >= from && at <= to);
}

function sinceWords(contact: Contact | undefined): { readonly en: string; readonly zh: string } {
  if (contact === undefined) return { en: '', zh: '' };
  const { at, channel, direction } = contact;
  const by = inChineseWords(channel);
  return direction === 'in'
    ? {
        en: ` since he got in touch at ${at} (${channel})`,
        zh: `自 ${at} 投诉人以${by}来联系之后，`,
      }
    : {
        en: ` since he was reached at ${at} (${channel})`,
        zh: `自 ${at} 以${by}联系到投诉人之后，`,
      };
}

/** Why he was not tried as both sides agreed: neither by an attempt in that form nor by the letter itself. */
export function refuseTriedOtherwise(
  state: ComplaintState,
  between: Between,
  rules: RuleBook,
): Refused | undefined {
  const { letters, proposal } = state;
  const byLetter = letters.filter(
    ({ letter, about, failed }) => letter === 'decision' && about === proposal?.revision && failed,
  );
  const refusals = [...byLetter, ...triedWithin(state, between)].map(({ channel }) =>
    refuseOtherForm(state, 'decided', { channel: formOf(channel), toldAt: between.to }, rules),
  );
  return refusals.includes(undefined) ? undefined : refusals[0];
}

function formOf(channel: Contact['channel'] | 'post') {
  return channel === 'letter' ? 'post' : channel;
}
