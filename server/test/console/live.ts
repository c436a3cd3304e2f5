/** @module The console in a real browser: somebody with a device that makes passkeys, who is in by a link, and looks at every page. */
import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from "playwright-core";
import type { Role } from "../../dist/console/role.js";
import type { Pool } from "../../dist/db/open.js";
import { findViolations } from "../pages/look-at.js";
import { newVisitor } from "../pages/serve-pages.js";
import { newLink } from "./kit.js";

const WIDE = { viewport: { width: 1440, height: 900 } };

/** What a browser says by itself of every answer that is an error: which ones were meant is known here. */
const OF_AN_ANSWER = /the server responded with a status of/;
/** Nobody is in; somebody else was faster; a proof is asked for; there is no authenticator app; a link is over. */
const MEANT = [
  "401 /console/session",
  "412 /api/",
  "403 /api/",
  "404 /api/users/",
  "410 /console/join/link",
  "400 /console/join/link",
];

const ASK_WHO = `fetch("/console/session").then((answer) => answer.json()).then(({ user }) => user.sid)`;
/** A table may be scrolled within its card; the page may not. */
const FIND_SIDEWAYS = "document.documentElement.scrollWidth - innerWidth";

export interface Desk {
  page: Page;
  context: BrowserContext;
  cdp: CDPSession;
  /** What the browser complained of since it was asked last. */
  complaints(): string[];
  /** Goes to a page of the console and waits until what it shows is there. */
  go(path: string): Promise<void>;
  settle(): Promise<void>;
  /** Whether a finger is on the sensor: what a page asks for in the background is answered at once then. */
  touch(isThere: boolean): Promise<void>;
}

export async function openDesk(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Desk> {
  const { context, page, complaints } = await newVisitor(browser, { ...WIDE, ...options });
  page.on("response", (response) => {
    const said = `${response.status()} ${new URL(response.url()).pathname}`;
    if (response.status() >= 400 && !MEANT.some((meant) => said.startsWith(meant))) complaints.push(said);
  });
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  const settle = async () => {
    await page.locator("main h1").first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.locator("main .empty[role=status]").first().waitFor({ state: "detached" });
  };
  return {
    ...{ page, context, cdp, settle },
    complaints: () => complaints.splice(0).filter((text) => !OF_AN_ANSWER.test(text)),
    touch: async (enabled) =>
      void (await cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled })),
    async go(path) {
      await page.goto(`${origin}/console${path}`);
      await settle();
    },
  };
}

/** Opens a link, gives a name, makes a passkey: in. */
export async function joinAt(desk: Desk, place: { sql: Pool; origin: string }, role: Role = "admin"): Promise<string> {
  const { page } = desk;
  await page.goto(await newLink(place, role));
  await page.locator("main input").fill("김지우");
  await page.locator("main button[type=submit]").click();
  await page.locator("main#page").waitFor();
  await desk.settle();
  return (await page.evaluate(ASK_WHO)) as string;
}

/** What is wrong with a page as it stands. */
export async function lookAt(desk: Desk): Promise<string[]> {
  const overhang = (await desk.page.evaluate(FIND_SIDEWAYS)) as number;
  return [
    ...(await findViolations(desk.page)),
    ...(overhang > 0 ? [`sideways: ${overhang} px`] : []),
    ...desk.complaints().map((text) => `complaint: ${text}`),
  ];
}
