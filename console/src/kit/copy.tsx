/** @module What is copied: a button that says when it was. */
import { type ReactNode, useState } from "react";
import { Button } from "./button.js";
import { useWords } from "./language.js";

const words = { ko: { copy: "복사", copied: "복사했습니다" }, en: { copy: "Copy", copied: "Copied" } };
const SHOWN_MS = 2000;

/** `children`: what it says, where "copy" alone would not tell what. */
export function CopyButton({ text, label, children }: { text: string; label?: string; children?: ReactNode }) {
  const t = useWords(words);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <Button
      isSmall
      icon={isCopied ? "check" : "copy"}
      onClick={() => void copy()}
      aria-label={label && `${t.copy}: ${label}`}
    >
      <span aria-live="polite">{isCopied ? t.copied : (children ?? t.copy)}</span>
    </Button>
  );
}

/** A value that is copied and not read: an address, an identifier, a secret that is shown once. */
export function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <div className="copyable">
      <code className="mono grow">{text}</code>
      <CopyButton text={text} label={label} />
    </div>
  );
}
