// The language of the page, and texts of the programme that come in both.
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { type Language, languages, resourceOf, type Words } from "./words";

export interface Bilingual {
  vi: string;
  en: string;
}

export async function speak(words: Words, language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: Object.fromEntries(
      languages.map((one) => [one, { translation: resourceOf(words, one) }]),
    ),
    // A text that is missing is a fault: the tests hear of it, a reader sees at least its name.
    parseMissingKeyHandler: (key) => {
      console.error(`no text ${key}`);
      return key;
    },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false }, // React escapes
  });
  document.documentElement.lang = language;
}

export function useLanguage(): Language {
  return useTranslation().i18n.language as Language;
}

/** A text of the programme in the language of the page; where the programme has no English, its Vietnamese. */
export function useSay(): (text: Bilingual | null | undefined) => string {
  const language = useLanguage();
  return (text) => (text ? text[language] || text.vi : "");
}
