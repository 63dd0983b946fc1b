import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Text } from '../../events/envelope.ts';
import type { Cause } from './cause-of-stop.ts';

const FOUND: {
  readonly [Ground in EventData<'EndedWithoutDecision'>['ground']]: (at: string) => Text;
} = {
  'no-standing': (at) => ({
    en: `found at ${at} to come from nobody who may complain`,
    zh: `于 ${at} 认定提出者不具备投诉资格`,
  }),
  unreachable: (at) => ({
    en: `given up at ${at}, as the complainant could not be reached`,
    zh: `于 ${at} 因无法与投诉人取得联系终止`,
  }),
  'early-resolution': (at) => ({ en: `resolved at ${at}`, zh: `投诉于 ${at} 获得解决` }),
};

/** What ended a case, by which rule of the clock’s regime, and that it did so for this alone where it goes on. */
type End = Text & { readonly by: Text };

/** Nothing where no case ended. */
export function endOfCase(cause: Cause | undefined, regime: string): End | undefined {
  if (cause === undefined) return undefined;
  const { type, data } = cause.said;
  switch (type) {
    case 'ComplaintWithdrawn': {
      const { withdrawnAt: at } = data;
      return ended({ en: `withdrawn at ${at}`, zh: `投诉人于 ${at} 撤回投诉` }, data, regime);
    }
    case 'EndedWithoutDecision':
      return ended(FOUND[data.ground](data.at), data, regime);
    case 'CaseMerged':
      return ended({ en: `merged into ${data.into}`, zh: `并入案件 ${data.into}` }, data, regime);
    case 'FoundNoComplaint':
      return ended(
        { en: 'what was sent in is no complaint', zh: '来件不含投诉事项' },
        data,
        regime,
      );
    default:
      return undefined;
  }
}

/** One that only adds to another regime ends by that one’s rule. */
function ended(
  { en, zh }: Text,
  { endsFor = [], article, goesOnFor = [] }: Ending,
  regime: string,
): End {
  const own = endsFor.find((one) => one.regime === regime) ?? endsFor[0];
  const rule = own?.article ?? article;
  const by =
    goesOnFor.length === 0 ? { en: '', zh: '' } : { en: ` under ${regime}`, zh: `就 ${regime} ` };
  return rule === undefined
    ? { en, zh, by }
    : { en: `${en} (${rule})`, zh: `${zh}（${rule}）`, by };
}

type Ending = Pick<EventData<'ComplaintWithdrawn'>, 'article' | 'endsFor' | 'goesOnFor'>;
