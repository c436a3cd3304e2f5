/** @module Test messages of this visit: what each said, as long as the page is open. */
import type { AnswerOf } from "@munjigi/client/management";
import { createContext, useContext } from "react";
import type { Bilingual } from "./schema.js";

export type TestReport = AnswerOf<"post", "/api/connectors/{id}/test">;

export interface TestFailure {
  class: string;
  vendorCode: string | null;
  sentence: Bilingual;
  remedy: Bilingual;
}

export interface Try {
  /** The kind. */
  of: string;
  /** What was asked: the kind, or the stored connector. */
  subject: string;
  at: string;
  /** As it was typed; shown masked. */
  to: string;
  /** What was said; absent where the server refused to try. */
  report?: Partial<Omit<TestReport, "ignored">>;
  failure?: TestFailure;
  /** Where there is neither: the server's refusal. */
  error?: unknown;
  /** The settings that were tried, to tell whether they still are the same. */
  config: string;
}

export interface Tries {
  tries: readonly Try[];
  add: (one: Try) => void;
}

export const TriesContext = createContext<Tries>({ tries: [], add: () => undefined });
export const useTries = () => useContext(TriesContext);
