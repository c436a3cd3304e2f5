/** @module What every page is drawn with, and what it gives to the frame. */
import { en } from "./texts/en.js";
import { ko } from "./texts/ko.js";
import type { Texts } from "./texts/texts.js";
import type { Frame, Language, PageError } from "./view.js";

export interface Context {
  frame: Frame;
  texts: Texts;
}

/** A page without its frame. */
export interface Sheet {
  heading: string;
  /** A sentence or two; `\n` breaks between them. Absent: the page has none, or draws its own. */
  lead?: string | undefined;
  /** A picture above the heading: only where there is no field. */
  icon?: JSX.Element;
  /** What is wrong with the page as a whole. */
  alert?: string | undefined;
  body: JSX.Element;
  isWide?: boolean;
  /** It is shown once: whoever went to its other language would lose it. */
  isOnce?: boolean;
  /** A module of its own. */
  module?: string;
  /** The page goes on by itself. */
  next?: { seconds: number; href: string };
}

const languages: Record<Language, Texts> = { ko, en };

export const contextOf = (frame: Frame): Context => ({ frame, texts: languages[frame.language] });

/** What is wrong with one of these fields. */
export function fieldError(error: PageError | undefined, ...fields: readonly string[]): string | undefined {
  return error?.field !== undefined && fields.includes(error.field) ? error.text : undefined;
}

/** What is wrong, but with none of these fields: an error of a field that the page does not show must be read, too. */
export function pageError(error: PageError | undefined, ...fields: readonly string[]): string | undefined {
  return fieldError(error, ...fields) === undefined ? error?.text : undefined;
}
