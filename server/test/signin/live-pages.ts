/** @module The live pages in a real browser: a visitor who looks at every page it meets, a team's settings, somebody signed up. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { newNumber, type Suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { findOverhang, findShifts, findViolations, WATCH_SHIFTS } from "../pages/look-at.js";
import { LOGO } from "../pages/sample-views.js";
import { newVisitor } from "../pages/serve-pages.js";
import { codeOf, Visitor } from "./face.js";

export interface Look {
  name: string;
  options: BrowserContextOptions;
}

const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
const desk = { viewport: { width: 1280, height: 800 } };

/** Each size in each language and scheme. */
export const looks = {
  koPhone: { name: "360, ko", options: { ...phone, locale: "ko-KR", colorScheme: "light" } },
  enDesk: { name: "1280, en, dark", options: { ...desk, locale: "en-US", colorScheme: "dark" } },
  enPhone: { name: "360, en, dark", options: { ...phone, locale: "en-US", colorScheme: "dark" } },
  koDesk: { name: "1280, ko", options: { ...desk, locale: "ko-KR", colorScheme: "light" } },
} as const satisfies Record<string, Look>;

/** A page of an address that is over says so with its status too, and a browser's console tells of that. */
const EXPECTED = /the server responded with a status of (410|400)/;

const examined = new Set<string>();

export class Live {
  readonly page: Page;
  readonly context: Page["context"] extends () => infer Context ? Context : never;
  private readonly complaints: string[];
  private readonly problems: string[] = [];
  private readonly canLook: boolean;
  private readonly look: string;
  readonly origin: string;

  private constructor(
    origin: string,
    visitor: Awaited<ReturnType<typeof newVisitor>>,
    { viewport, locale, colorScheme, javaScriptEnabled }: BrowserContextOptions,
  ) {
    this.origin = origin;
    this.page = visitor.page;
    this.context = visitor.context;
    this.complaints = visitor.complaints;
    this.canLook = javaScriptEnabled !== false;
    this.look = [viewport?.width, locale, colorScheme].join();
  }

  static async open(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Live> {
    const visitor = await newVisitor(browser, options);
    await visitor.context.addInitScript(WATCH_SHIFTS);
    return new Live(origin, visitor, options);
  }

  async go(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.origin).href);
  }

  /** Waits for the page of a state and looks at it: axe, what moved, what hangs over. */
  async see(state: string, { error = false } = {}): Promise<void> {
    const wanted = `main[data-page="${state}"]${error ? ":has([role=alert])" : ""}`;
    await this.page.locator(wanted).waitFor();
    if (!this.canLook) return;
    await this.loaded();
    const where = `${state}${error ? ", with an error" : ""}`;
    // A page of one look has little new for axe the second time.
    const key = `${this.look} ${where} ${new URL(this.page.url()).pathname}`;
    const isNew = !examined.has(key);
    examined.add(key);
    for (const found of isNew ? await findViolations(this.page) : []) this.problems.push(`${where}: ${found}`);
    for (const shift of await findShifts(this.page)) this.problems.push(`${where} moved by ${shift}`);
    const overhang = await findOverhang(this.page);
    if (overhang > 0) this.problems.push(`${where} is ${overhang} px too wide`);
  }

  /** Types as a person does, and sends by the page's main button. */
  async fill(fields: Record<string, string>): Promise<void> {
    for (const [id, text] of Object.entries(fields)) {
      await this.page.locator(`#${id}`).fill("");
      await this.page.locator(`#${id}`).pressSequentially(text);
    }
    await this.main();
  }

  /** Types the newest code that went there. */
  async enterCode(to: string): Promise<void> {
    await this.fill({ code: await codeOf(this.origin, to) });
  }

  async main(): Promise<void> {
    await this.page.locator("main .button.main, main .button.danger").first().click();
  }

  /** A button or link by where it leads. */
  async follow(part: string): Promise<void> {
    await this.page.locator(`main :is(a[href*="${part}"], form[action*="${part}"] button)`).first().click();
  }

  /** The back button. A page may come back as it stood, and then nothing is loaded. */
  async back(): Promise<void> {
    await this.page.goBack({ waitUntil: "commit" });
    await this.page.locator("main").waitFor();
  }

  /** Asks the page: Playwright waits for ever for a page that came back as it stood. */
  async loaded(): Promise<void> {
    await eventually(async () => (await this.page.evaluate("document.readyState").catch(() => "")) === "complete");
  }

  /** The addresses of what the page has loaded so far. */
  resources(): Promise<string[]> {
    return this.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)");
  }

  /** Whether this browser offers passkeys in the field that it fills (conditional UI). */
  offersPasskeysInField(): Promise<boolean> {
    return this.page.evaluate("PublicKeyCredential.isConditionalMediationAvailable()");
  }

  /** Which page it is, as soon as there is one. */
  async state(): Promise<string> {
    return (await this.page.locator("main").getAttribute("data-page")) ?? "none";
  }

  /** Signed in as that visitor. */
  async become({ cookies }: Visitor): Promise<void> {
    const { hostname } = new URL(this.origin);
    await this.context.addCookies(
      [...cookies].map(([name, value]) => ({ name, value, domain: hostname, path: "/", httpOnly: true })),
    );
  }

  /** Nothing was wrong with what was met. */
  async close(): Promise<void> {
    await this.context.close();
    expect(this.problems).toEqual([]);
    expect(this.complaints.filter((text) => !EXPECTED.test(text))).toEqual([]);
  }
}

const words = (ko: string, en: string) => ({ ko, en });

/** A team's settings that use what pages have to show. */
export const teamSettings = (logoUrl: string) => ({
  brand: {
    name: "우리동네마켓",
    homeUrl: logoUrl,
    logoUrl,
    termsUrl: "https://market.example/terms",
    privacyUrl: "https://market.example/privacy",
    colour: "#7a3fb0",
  },
  signIn: {
    methods: [
      { identifier: "phone", code: true, password: true, first: "code" },
      { identifier: "email", code: true, password: true, first: "code" },
    ],
  },
  signUp: { profile: { name: "required" } },
  minimumAge: 14,
  terms: [
    { id: "service", version: "2", required: true, title: words("서비스 이용약관", "Terms of service"), url: logoUrl },
    { id: "privacy", version: "1", required: true, title: words("개인정보 수집·이용", "Collection of personal data") },
    { id: "sharing", version: "1", required: false, title: words("개인정보 제3자 제공", "Sharing with partners") },
    { id: "news", version: "1", required: false, title: words("혜택·소식 문자 받기", "Offers by text") },
  ],
});

/** Where a team's logo is: another origin. */
export async function serveLogo(): Promise<{ url: string; close: () => void }> {
  const svg = decodeURIComponent(LOGO.slice(LOGO.indexOf(",") + 1));
  const server = createServer((_request, response) =>
    response
      .setHeader("content-type", "image/svg+xml")
      .setHeader("cross-origin-resource-policy", "cross-origin")
      .end(svg),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/logo.svg`, close: () => void server.close() };
}

/** Somebody who has signed up under the settings above. */
export async function newMember(server: Suite): Promise<{ visitor: Visitor; number: string; sid: string }> {
  const visitor = new Visitor(server.origin, "json");
  const number = newNumber();
  await visitor.signIn(number);
  await visitor.act("agree", { service: true, privacy: true, minimum_age: true });
  await visitor.act("fill", { name: "김하늘" });
  expect(visitor.page?.state).toBe("done");
  const [row] = await server.sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`;
  return { visitor, number, sid: row?.userSid as string };
}
