import type { Text } from '../events/envelope.ts';

/** Whether a date is owed by law, or is the house’s own aim. */
export const LIMIT_WORDS: { readonly [Limit in 'legal' | 'target']: Text } = {
  legal: { en: 'legal limit', zh: '法定期限' },
  target: { en: 'target of the house', zh: '内部目标' },
};
