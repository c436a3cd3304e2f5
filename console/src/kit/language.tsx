/** @module Words in Korean and English: each file has its own, and TypeScript sees that both say the same things. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

export type Language = "ko" | "en";

interface LanguageChoice {
  language: Language;
  setLanguage: (language: Language) => void;
}

const KEY = "munjigi-console-language";
const LanguageContext = createContext<LanguageChoice | undefined>(undefined);

const isLanguage = (text: string | null): text is Language => text === "ko" || text === "en";

function initialLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang");
  const kept = localStorage.getItem(KEY);
  if (isLanguage(asked)) return asked;
  if (isLanguage(kept)) return kept;
  return navigator.language.startsWith("ko") ? "ko" : "en";
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(initialLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(KEY, language);
  }, [language]);
  const choice = useMemo(() => ({ language, setLanguage }), [language]);
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  const choice = useContext(LanguageContext);
  if (!choice) throw new Error("There is no LanguageProvider above.");
  return choice;
}

/** The words of a file in the language that is shown: `const words = { ko: {…}, en: {…} }`. */
export function useWords<Words>(words: Record<Language, Words>): Words {
  return words[useLanguage().language];
}
