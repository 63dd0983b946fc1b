/** The languages that a pack speaks, by the names that its files have. */
export const PACK_LANGUAGES = ['zh-CN', 'en'] as const;
export type PackLanguage = (typeof PACK_LANGUAGES)[number];

/** By the name under which texts for people have it. */
export function languageOf(language: PackLanguage): 'en' | 'zh' {
  return language === 'en' ? 'en' : 'zh';
}
