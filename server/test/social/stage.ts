/**
 * @module What the suites of social sign-in in a browser share: the server with every provider's connector in force, each party a site
 * of its own, and the one person of a test, whose browser has said nothing at its end.
 */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { type Suite, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { newVisitor } from "../pages/serve-pages.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { type ProviderName, type ProvidersAtWork, startProviders } from "./fake-providers.js";
import { decide, openBrowser, openFront, openShop, phone, signInByNumber } from "./site.js";

export type Mode = "redirect" | "popup";

/** What the console says of the status of a page that says what went wrong. */
const EXPECTED = /the server responded with a status of [45]\d\d/;

export interface Stage {
  server: Suite;
  /** `https://auth.test:…` */
  origin: string;
  /** `https://shop.test:…`, which the settings name. */
  shop: string;
  /** Filled before the first test. */
  providers: ProvidersAtWork;
  person: Person;
}

/** Somebody with a browser, a new one in each test. */
export class Person {
  private readonly stage: Omit<Stage, "person">;
  private visitor: Awaited<ReturnType<typeof newVisitor>> | undefined;

  constructor(stage: Omit<Stage, "person">) {
    this.stage = stage;
  }

  get page(): Page {
    if (!this.visitor) throw new Error("nobody has arrived");
    return this.visitor.page;
  }

  async arrive(browser: Browser, options: BrowserContextOptions): Promise<void> {
    this.visitor = await newVisitor(browser, options);
  }

  /** Has an account by a number, and is signed in. Resolves to the account's id. */
  async signIn(): Promise<string> {
    const { server, origin } = this.stage;
    const visitor = new Visitor(server.origin);
    const number = await signInByNumber(visitor);
    const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: origin }));
    await this.page.context().addCookies(cookies.map((cookie) => ({ ...cookie, httpOnly: true, secure: true })));
    const [row] = await server.sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`;
    return row?.userSid as string;
  }

  async go(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.stage.origin).href);
  }

  /** Waits for a page of ours. */
  async see(state: string): Promise<void> {
    await this.page.locator(`main[data-page="${state}"]`).waitFor();
  }

  /** Waits for an address of ours. A page that comes back as it stood is not loaded. */
  async landsAt(path: string, page = this.page): Promise<void> {
    await page.waitForURL(`${this.stage.origin}${path}`, { waitUntil: "commit" });
  }

  /** The button of a connector, for an action. */
  button(id: string, action: string, page = this.page) {
    const has = (name: string, value: string) => page.locator(`input[type=hidden][name=${name}][value="${value}"]`);
    return page
      .locator('form[action="/social/start"]')
      .filter({ has: has("provider", id) })
      .filter({ has: has("action", action) })
      .locator("button")
      .first();
  }

  /** Presses the button, in this window or for one of its own. Resolves to the page where the provider is. */
  async press(name: ProviderName, action = "sign-in", mode: Mode = "redirect", page = this.page): Promise<Page> {
    const { id, fake } = this.stage.providers[name];
    const opened = mode === "popup" ? page.waitForEvent("popup") : page;
    const [at] = await Promise.all([opened, this.button(id, action, page).click()]);
    await at.waitForURL(`${fake.origin}/**`);
    return at;
  }

  /** Presses the button and agrees at the provider; a window of its own closes. */
  async goThrough(name: ProviderName, action = "sign-in", mode: Mode = "redirect"): Promise<void> {
    const at = await this.press(name, action, mode);
    await Promise.all([mode === "popup" && at.waitForEvent("close"), decide(at)]);
  }

  /** Back, as the button of the browser does it. */
  async back(): Promise<void> {
    // Playwright has no history of a page that is about to be drawn.
    await eventually(async () => (await this.page.evaluate("document.readyState").catch(() => "")) === "complete");
    await this.page.goBack({ waitUntil: "commit" });
  }

  async signOut(): Promise<void> {
    await this.page.locator('form[action="/sign-out"] button').click();
    await this.see("signed-out");
  }

  /** Whose the connections are that this test has made with a provider. */
  async ownersAt(name: ProviderName): Promise<string[]> {
    const { id, fake } = this.stage.providers[name];
    const rows = await this.stage.server.sql<{ userSid: string }[]>`select user_sid from social_identities
      where connector_id = ${id} and (subject = ${fake.person.subject} or email = ${fake.person.email ?? ""})`;
    return rows.map(({ userSid }) => userSid);
  }

  async leave(): Promise<void> {
    const { context, complaints = [] } = this.visitor ?? {};
    this.visitor = undefined;
    await context?.close();
    expect(complaints.filter((text) => !EXPECTED.test(text))).toEqual([]);
  }
}

let subjects = 9_007_199_254_740_993_000n;

/** Registers what comes before and after the tests of a file; `arrive` brings this test's person, on a phone unless told. */
export async function openStage(): Promise<
  Stage & {
    arrive: (options?: BrowserContextOptions) => Promise<void>;
    /** The same with an account. Resolves to its id. */
    arriveSignedIn: (options?: BrowserContextOptions) => Promise<string>;
  }
> {
  const [front, shop] = await Promise.all([openFront(), openShop()]);
  const server = suite({ env: front.env });
  const providers = {} as ProvidersAtWork;
  const stage = { server, origin: front.origin, shop: shop.origin, providers };
  const person = new Person(stage);
  let browser: Browser;

  beforeAll(async () => {
    Object.assign(providers, await startProviders(server));
    await setExperience(server, { signUp: { identifiers: [] }, origins: [shop.origin] });
    browser = await openBrowser(Object.values(providers).map(({ fake }) => fake.origin));
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([front, shop, ...Object.values(providers).map(({ fake }) => fake)].map((one) => one.close()));
  });

  beforeEach(async () => {
    await server.sql`delete from limit_counters`;
    subjects += 1n;
    for (const { fake } of Object.values(providers)) {
      Object.assign(fake, { autoApprove: false, coop: undefined });
      for (const path of Object.keys(fake.faults)) delete fake.faults[path];
      const email = `p${subjects}@example.com`;
      fake.person = { ...fake.person, subject: String(subjects), email, phone: undefined };
    }
  });

  afterEach(async () => await person.leave());

  const arrive = async (options: BrowserContextOptions = phone) => await person.arrive(browser, options);
  const arriveSignedIn = async (options?: BrowserContextOptions) => {
    await arrive(options);
    return await person.signIn();
  };
  return { ...stage, person, arrive, arriveSignedIn };
}
