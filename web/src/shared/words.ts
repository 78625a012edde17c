// Every text that a person sees stands in a file of words, Vietnamese and English side by side, so that none
// can be there in one language only. A text may hold {{values}} and, for numbers, the forms _one and _other.

export type Pair = readonly [vi: string, en: string];
export type Words = Readonly<Record<string, Pair>>;

export const languages = ["vi", "en"] as const;
export type Language = (typeof languages)[number];

/** What i18next wants to have: one flat list a language. */
export function resourceOf(words: Words, language: Language): Record<string, string> {
  const column = language === "vi" ? 0 : 1;
  return Object.fromEntries(Object.entries(words).map(([key, pair]) => [key, pair[column]]));
}
