/** @module What the pages say: complete in both languages, and nothing that came from outside is markup. */
import { renderPage } from "@munjigi/pages/render";
import { en } from "@munjigi/pages/texts/en";
import { ko } from "@munjigi/pages/texts/ko";
import type { Frame, Language, View } from "@munjigi/pages/view";
import { describe, expect, test } from "vitest";
import { frames, sampleViews } from "./sample-views.js";

const languages: readonly Language[] = ["ko", "en"];

/** `frame.home` → what it says, functions called with a mark. */
function sentences(texts: unknown, path = ""): [string, string][] {
  if (typeof texts === "string") return [[path, texts]];
  if (typeof texts === "function") return [[path, String(texts("#", "#"))]];
  return Object.entries(texts as object).flatMap(([key, value]) => sentences(value, path ? `${path}.${key}` : key));
}

/** Sentences that are around a value may have nothing before or after it. */
const mayBeEmpty = (path: string) => /\.(before|after)$/.test(path);

/** The same in both languages. */
const isName = (path: string) => path === "account.ofItem" || path.startsWith("social.names.");

test("both languages have every text", () => {
  expect(sentences(en).map(([path]) => path)).toEqual(sentences(ko).map(([path]) => path));
  for (const [path, text] of [...sentences(ko), ...sentences(en)]) {
    if (!mayBeEmpty(path)) expect(text.trim(), path).not.toBe("");
  }
});

test("no Korean is left in the English pages, nor the other way round", () => {
  for (const [path, text] of sentences(en)) expect(text, path).not.toMatch(/[가-힣]/);
  for (const [path, text] of sentences(ko)) {
    if (!mayBeEmpty(path) && !isName(path)) expect(text, path).toMatch(/[가-힣]/);
  }
});

test("no particle that depends on the last sound stands after a value in Korean", () => {
  for (const [path, text] of sentences(ko)) {
    expect(text, path).not.toMatch(/#(은|는|이|가|을|를|과|와|로|으로|이나|나)(\s|$)/);
    if (path.endsWith(".after")) expect(text, path).not.toMatch(/^(은|는|이|가|을|를|과|와|로|으로)(\s|$)/);
  }
});

test("the pages never exclaim, blame, or say click", () => {
  for (const [path, text] of [...sentences(ko), ...sentences(en)]) {
    expect(text, path).not.toMatch(/!|클릭|click|오류가 발생|invalid|failed/i);
  }
});

const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;{{x}}`;

/** The same with every string replaced, but those that choose what is drawn. */
function makeHostile<T>(value: T, key = ""): T {
  const chooses = [
    "page",
    "purpose",
    "identifier",
    "next",
    "channel",
    "kind",
    "method",
    "because",
    "standing",
    "reason",
    "code",
    "brand",
    "missing",
  ];
  if (typeof value === "string") return (chooses.includes(key) ? value : HOSTILE) as T;
  if (Array.isArray(value)) return value.map((item) => makeHostile(item, key)) as T;
  if (typeof value !== "object" || value === null) return value;
  const keepsName = key === "fields" ? ["name"] : [];
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, keepsName.includes(name) ? inner : makeHostile(inner, name)]),
  ) as T;
}

describe.each(languages)("in %s", (language) => {
  test.each(Object.entries(sampleViews(language)))("what came from outside is no markup on %s", (_name, view) => {
    const frame: Frame = { ...makeHostile(frames[language]), language, coloursHref: HOSTILE };
    const hostile: View = makeHostile(view);
    if (hostile.page === "password" || hostile.page === "new-password") hostile.identifier = HOSTILE;
    const html = renderPage(frame, hostile);
    // A quote in a value or a text is written `&#34;`, so what stands between two quotes is a value: there everything is harmless.
    const markup = html.replace(/"[^"]*"/g, '""');
    expect(markup).not.toMatch(/alert\(1\)<|<img src=x/);
    expect(markup.match(/<script/g)).toHaveLength(view.page === "demo" ? 2 : 1);
    expect(markup.match(/<img/g)).toHaveLength(1);
    for (const tag of markup.match(/<[a-z][^>]*>/g) ?? []) {
      expect(tag).toMatch(/^<[a-z0-9]+(\s+[a-zA-Z][a-zA-Z0-9-]*(="")?)*\s*\/?>$/);
    }
  });

  test.each(Object.entries(sampleViews(language)))("%s is made as the policy and the server want it", (_name, view) => {
    const html = renderPage(frames[language], view);
    expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${language}">`));
    const heading = /<h1[^>]*>([^<]+)<\/h1>/.exec(html)?.[1];
    expect(html).toContain(`<title>${heading} · ${frames[language].brand.name}</title>`);
    // No inline style or script, no length that cuts a pasted code.
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|maxlength|javascript:/i);
    expect(html).not.toContain("undefined");
    expect(html).not.toContain("[object");
    for (const form of html.match(/<form[^>]*>/g) ?? []) {
      expect(form).toContain('method="post"');
      expect(form).toMatch(/action="\/[^"]+"/);
    }
    // Every page leads on.
    expect(html).toMatch(/<main[^>]*>.*(<button|<a )/s);
  });
});

test("the colours of a team and its missing links", () => {
  const view: View = { page: "error", text: "…", href: "/sign-in" };
  const frame: Frame = {
    ...frames.ko,
    coloursHref: "/assets/colours/3.css",
    otherLanguageHref: undefined,
    brand: { name: "문지기", homeUrl: undefined, logoUrl: undefined },
    links: { terms: undefined, privacy: undefined, support: "https://help.example.com" },
  };
  const html = renderPage(frame, view);
  // After ours, so that its colours win.
  expect(html.indexOf("/assets/colours/3.css")).toBeGreaterThan(html.indexOf("/assets/pages.css"));
  expect(html).toContain("https://help.example.com");
  expect(html).not.toMatch(/English|<img|이용약관|홈으로/);
});

test("a number field offers exactly the countries it is given, in the page's language", () => {
  const options = (language: Language) => [
    ...renderPage(frames[language], sampleViews(language)["identify-countries"] as View).matchAll(
      /<option[^>]*>([^<]+)/g,
    ),
  ];
  expect(options("ko").map((found) => found[1])).toEqual(["+82 대한민국", "+1 미국", "+81 일본", "+44 영국"]);
  expect(options("en").map((found) => found[1])).toEqual([
    "+82 South Korea",
    "+1 United States",
    "+81 Japan",
    "+44 United Kingdom",
  ]);
  expect(renderPage(frames.ko, sampleViews("ko").identify as View)).not.toContain("<select");
});
