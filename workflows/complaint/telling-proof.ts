import { inChineseWords } from '../../events/complaint/code-words.ts';
import { LETTER_CHANNELS } from '../../events/complaint/decision-codes.ts';
import type { Deed, LetterChannel, TellingChannel } from '../../events/complaint/decision-codes.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import { compareText } from '../standing.ts';
import { openRegimes } from './case-regime.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState, LetterUnderWay } from './state.ts';

type Proof = NonNullable<Regime['proofs']>[number];

/** The forms of notice that a rule speaks of, by the channel. */
const FORMS: { readonly [Channel in TellingChannel]: Proof['channel'] } = {
  post: 'paper',
  'in-person': 'paper',
  email: 'electronic',
  sms: 'electronic',
  phone: 'phone',
};

/** What must have been done to have told somebody this way: all that any regime over the case asks for. */
export function proofsDemanded(
  state: ComplaintState,
  channel: TellingChannel,
  rules: RuleBook,
): readonly Proof[] {
  return openRegimes(state, rules).flatMap((regime) => proofsOf(regime, channel));
}

function proofsOf({ proofs = [] }: Regime, channel: TellingChannel): readonly Proof[] {
  return proofs.filter((proof) => proof.channel === FORMS[channel]);
}

/** A way of telling somebody, and when: what both sides agreed later does not speak of it. */
type Way = { readonly channel: TellingChannel; readonly toldAt: Instant };

/** What is told: the receipt, the decision, the result of a review, an end without a decision, more time or a delay. */
type Occasion =
  | ('received' | 'extended' | 'delayed')
  | ('decided' | 'review-decided' | 'resolved-early' | 'no-standing');

/** Why somebody cannot have been told this way at that instant, nor it be shown by that deed. */
export function refuseTelling(
  state: ComplaintState,
  occasion: Occasion,
  { deed, ...way }: Way & { readonly deed: Deed | undefined },
  rules: RuleBook,
): { readonly refused: Refusal } | undefined {
  return (
    refuseOtherForm(state, occasion, way, rules) ??
    refuseSpoken(state, occasion, way, rules) ??
    (deed && refuseDeed(state, { ...way, deed }, rules))
  );
}

/**
 * What a regime over the case has told in a form that lasts is not told on the phone, unless that regime lets both
 * sides agree on the form of notice and they had agreed on this one.
 */
export function refuseSpoken(
  state: ComplaintState,
  occasion: Occasion,
  way: Way,
  rules: RuleBook,
): { readonly refused: Refusal } | undefined {
  if (FORMS[way.channel] !== 'phone') return undefined;
  const lasting = notAgreedUnder(state, way, rules)
    .flatMap(({ notices = [] }) => notices)
    .find((notice) => notice.occasion === occasion && notice.medium !== 'any');
  return (
    lasting &&
    refuse(
      'not-in-lasting-form',
      `This is told in writing, or in another form that lasts, and not by phone (${lasting.article}).`,
      `应以书面或其他可持久保存的形式告知，不得仅以电话告知（${lasting.article}）。`,
    )
  );
}

/**
 * The form of notice on which both sides had agreed by an instant goes before any other (Order 2020-3 art. 21): the
 * last one, whenever it was recorded. None where they agreed on none.
 */
export function formAgreed(
  { decided }: ComplaintState,
  at: Instant,
): { readonly channel: TellingChannel; readonly article: string } | undefined {
  return decided.agreed
    .flatMap(({ of, channel, agreedAt, article }) =>
      of === 'form-of-notice' && channel !== undefined && agreedAt <= at
        ? [{ channel, agreedAt, article }]
        : [],
    )
    .toSorted((one, other) => compareText(one.agreedAt, other.agreedAt))
    .at(-1);
}

/**
 * A result told another way than both sides had agreed is not told. Where another regime over the case has it told in
 * a form that lasts, and they agreed on the phone, it is told in such a form.
 */
export function refuseOtherForm(
  state: ComplaintState,
  occasion: Occasion,
  { channel, toldAt }: { readonly channel: TellingChannel | 'app' } & Pick<Way, 'toldAt'>,
  rules: RuleBook,
): { readonly refused: Refusal } | undefined {
  const agreed = formAgreed(state, toldAt);
  if (agreed === undefined || agreed.channel === channel) return undefined;
  if (refuseSpoken(state, occasion, { channel: agreed.channel, toldAt }, rules)) return undefined;
  return refuse(
    'form-of-notice-agreed',
    `Both sides agreed that the complainant is told by ${agreed.channel}, not by ${channel} (${agreed.article}): tell him so and record it, or record another agreement.`,
    `双方约定以${inChineseWords(agreed.channel)}方式告知，而非${inChineseWords(channel)}（${agreed.article}）：请按约定告知并登记，或另行登记约定。`,
  );
}

/**
 * The channel by which a letter that tells a result goes out now: the one agreed on, where a letter can go that way,
 * and the post where they agreed on none, or on one in which this is not told.
 */
export function channelOfLetter(
  state: ComplaintState,
  occasion: Occasion,
  now: Instant,
  rules: RuleBook,
): { readonly channel: LetterChannel } | { readonly refused: Refusal } {
  const agreed = formAgreed(state, now);
  if (agreed === undefined) return { channel: 'post' };
  if (refuseSpoken(state, occasion, { channel: agreed.channel, toldAt: now }, rules))
    return { channel: 'post' };
  const channel = LETTER_CHANNELS.find((one) => one === agreed.channel);
  if (channel !== undefined) return { channel };
  const command = occasion === 'decided' ? 'RecordTelling' : 'RecordReviewTelling';
  return refuse(
    'form-of-notice-agreed',
    `Both sides agreed that the complainant is told by ${agreed.channel}, and no letter goes that way (${agreed.article}): tell him so and give ${command}, or record another agreement.`,
    `双方约定以${inChineseWords(agreed.channel)}方式告知，无法以信函送达（${agreed.article}）：请按约定告知并以 ${command} 登记，或另行登记约定。`,
  );
}

/** What a letter that was sent by a channel is the proof of. */
export function deedOfLetter(channel: LetterChannel): Deed {
  return FORMS[channel] === 'electronic' ? 'sent' : 'handed-or-posted';
}

/** How an order says by which channel its letter goes. */
export function goingBy(channel: LetterChannel): { readonly channel?: LetterChannel } {
  return channel === 'post' ? {} : { channel };
}

/** What the letters tell that tell a result. */
const TOLD_BY: { readonly [Letter in LetterUnderWay['letter']]?: Occasion } = {
  decision: 'decided',
  'review-decision': 'review-decided',
};

/** The letters under way that would tell a result by another form than both sides agreed on by now. */
export function inAnotherForm(
  state: ComplaintState,
  now: Instant,
  rules: RuleBook,
): readonly LetterUnderWay[] {
  return state.letters.filter(({ letter, channel }) => {
    const occasion = TOLD_BY[letter];
    return (
      occasion !== undefined &&
      refuseOtherForm(state, occasion, { channel, toldAt: now }, rules) !== undefined
    );
  });
}

function isAgreed(state: ComplaintState, { channel, toldAt }: Way): boolean {
  return formAgreed(state, toldAt)?.channel === channel;
}

/** The regimes whose demands on a form of notice stand: all, or those that know no agreement on the one agreed on. */
function notAgreedUnder(state: ComplaintState, way: Way, rules: RuleBook): readonly Regime[] {
  const open = openRegimes(state, rules);
  return isAgreed(state, way)
    ? open.filter(({ agreedOtherwise }) => agreedOtherwise?.of.includes('form-of-notice') !== true)
    : open;
}

/** A deed that is no proof for the channel, unless both sides had agreed on that form of notice. */
export function refuseDeed(
  state: ComplaintState,
  { deed, ...way }: Way & { readonly deed: Deed },
  rules: RuleBook,
): { readonly refused: Refusal } | undefined {
  const { channel } = way;
  if (deed === 'as-agreed' && !isAgreed(state, way))
    return refuse(
      'form-not-agreed',
      `No agreement on telling by ${channel} is recorded: record it first.`,
      `没有关于以${inChineseWords(channel)}方式告知的约定记录，请先登记约定。`,
    );
  const asked =
    deed === 'as-agreed' ? notAgreedUnder(state, way, rules) : openRegimes(state, rules);
  const proof = asked
    .flatMap((regime) => proofsOf(regime, channel))
    .find((one) => one.deed !== deed);
  if (proof === undefined) return undefined;
  return refuse(
    'no-proof-for-channel',
    `Telling by ${channel} is proved by ${proof.deed}, not by ${deed} (${proof.article}).`,
    `以${inChineseWords(channel)}方式告知应以“${inChineseWords(proof.deed)}”证明，而非“${inChineseWords(deed)}”（${proof.article}）。`,
  );
}
