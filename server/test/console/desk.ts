/** @module The console in a real browser: somebody at a desk, with a device that makes passkeys, who came by a link. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Role } from "../../dist/console/role.js";
import type { Pool } from "../../dist/db/open.js";
import { findViolations } from "../pages/look-at.js";
import { newVisitor } from "../pages/serve-pages.js";
import { newLink } from "./kit.js";

export interface Desk {
  page: Page;
  /** What the browser complained of, as of a broken policy. */
  complaints: string[];
  /** To a page of the console: `/connectors`. */
  go(path: string): Promise<void>;
  /** Shows the passkey once more, where the page asks for it. */
  prove(): Promise<void>;
  /** What is wrong with the page in both schemes, and at the width of a phone. */
  examine(): Promise<string[]>;
  close(): Promise<void>;
}

const SIZE = { width: 1440, height: 1000 };
const PHONE = { width: 390, height: 844 };

export async function openDesk(
  browser: Browser,
  place: { sql: Pool; origin: string },
  { role = "admin", ...options }: BrowserContextOptions & { role?: Role } = {},
): Promise<Desk> {
  const { context, page, complaints } = await newVisitor(browser, { viewport: SIZE, ...options });
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await page.goto(await newLink(place, role));
  await page.locator("input").first().fill("김지우");
  await page.locator("button[type=submit]").click();
  await page.getByRole("navigation").first().waitFor();
  return {
    page,
    complaints,
    async go(path) {
      await page.goto(`${place.origin}/console${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
    },
    async prove() {
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /패스키로 확인|Show the passkey/ })
        .click();
    },
    async examine() {
      const found: string[] = [];
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
        found.push(...(await findViolations(page)).map((one) => `${colorScheme} ${one}`));
      }
      await page.setViewportSize(PHONE);
      // The menu waits outside of a small screen; what counts is whether the page can be scrolled sideways.
      const overhang = (await page.evaluate("document.documentElement.scrollWidth - innerWidth")) as number;
      if (overhang > 0) found.push(`${overhang} px over the edge at ${PHONE.width}`);
      await page.setViewportSize(options.viewport ?? SIZE);
      await page.emulateMedia({ colorScheme: "light" });
      return found;
    },
    close: () => context.close(),
  };
}
