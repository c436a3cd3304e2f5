/** @module Search from anywhere (`/`): an identifier goes to what it names, everything else to people. */
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { Icon } from "../kit/icons.js";
import { useWords } from "../kit/language.js";

const words = {
  ko: { label: "번호, 사용자, 인증 ID 찾기" },
  en: { label: "Find a number, a user, a verification" },
};

/** Where what somebody looks for is. */
export function placeOf(text: string): string {
  const asked = text.trim();
  if (/^US[0-9a-f]{32}$/i.test(asked)) return `/users/${asked}`;
  if (/^AP[0-9a-f]{32}$/i.test(asked)) return `/applications/${asked}`;
  if (/^OG[0-9a-f]{32}$/i.test(asked)) return `/organizations/${asked}`;
  if (/^VE[0-9a-f]{32}$/i.test(asked) || /^[+\d][\d\s()-]{6,}$/.test(asked))
    return `/verifications?${new URLSearchParams({ find: asked })}`;
  return `/users?${new URLSearchParams({ find: asked })}`;
}

export function Search() {
  const t = useWords(words);
  const [, go] = useLocation();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <form
      className="find"
      onSubmit={(event) => {
        event.preventDefault();
        const text = field.current?.value ?? "";
        if (text.trim() !== "") go(placeOf(text));
      }}
    >
      <Icon name="search" />
      <input ref={field} type="search" placeholder={t.label} aria-label={t.label} />
      <kbd>/</kbd>
    </form>
  );
}
