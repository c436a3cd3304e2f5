/**
 * @module Numbers that were verified before are never refused by an alarm of a prefix or country, while strangers raise whatever there is to raise:
 * on the phone API, on the secret one, and on our own pages, which may not tell who is known.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { burst, call, randomNumber, readCode, suite, wrongCode } from "../harness.js";
import { eventually, knownElsewhere } from "../kit/pace.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { alarmsOf, calm } from "./alarms.js";
import { addressIn, newJapanese, type Page, pagesOf, solve, TRUSTING } from "./pages.js";

const server = suite({ env: TRUSTING });
const { newPage, admin, send, verify, endLive, verifyOnce } = pagesOf(server);
const { alarmOf, countsOf, isUp, setLimits, ageTexts } = alarmsOf(server);

describe("strangers raise whatever there is to raise", () => {
  const abroad = newJapanese();
  const atHome = randomNumber();
  const everything = {
    ...calm,
    neighbours: { figure: "4/10m", distance: 100 },
    failShare: { checks: 12, share: 0.6 },
    lowConversion: { sends: 20, share: 0.3 },
    noConversion: { sends: 30, share: 0.1 },
  };
  let page: Page;
  const setChallenge = async (challenge: "auto" | "off") => {
    expect((await admin("PATCH", `/keys/${page.keyId}`, { challenge })).status).toBe(200);
    await knownElsewhere();
  };

  beforeAll(async () => {
    page = await newPage({ challenge: "off", dailyBudget: 8192 }, { ...everything, neighbours: calm.neighbours });
    for (const to of [abroad, atHome]) await verifyOnce(page, to, addressIn(1));
    await burst(40, () => send(page, { to: newJapanese() }));
    await burst(40, () => send(page));
    for (const known of [abroad, atHome])
      await burst(35, (n) => send(page, { to: `${known.slice(0, -4)}${String(n * 250).padStart(4, "0")}` }));
    for (let n = 0; n < 3; n++) {
      const to = randomNumber();
      expect((await send(page, { to })).status).toBe(200);
      const wrong = wrongCode(await readCode(server.origin, to));
      for (let k = 0; k < 5; k++) await verify(page, to, wrong);
    }
    // Neighbours of the number itself, from its own network and from others, until the prefix is blocked for each and for all.
    await setLimits(page, { neighbours: everything.neighbours });
    for (const known of [abroad, atHome])
      for (const ip of [addressIn(1), addressIn(9), addressIn(3), addressIn(4)])
        for (let n = 1; n <= 13; n++) {
          const near = String((Number(known.slice(-4)) + n * 3) % 10_000).padStart(4, "0");
          await send(page, { to: `${known.slice(0, -4)}${near}`, ip });
        }
    await ageTexts(page);
    for (const name of ["failShare", "noConversion"]) await isUp(page, name);
  });

  test("all that can block does", async () => {
    const upOf = async (name: string) =>
      (await alarmOf(page, name)).up.map(({ scope, country, action }) => `${scope} ${country} ${action}`);
    const conversion = await eventually(async () => {
      const up = await upOf("noConversion");
      return up.length === 4 && up;
    });
    expect(conversion).toEqual(["country JP block", "country KR challenge", "prefix JP block", "prefix KR challenge"]);
    expect(await upOf("neighbours")).toEqual(["prefix JP block", "prefix-network JP block", "prefix-network KR block"]);
    expect(await upOf("failShare")).toEqual(["service null challenge"]);
    const [japanese, korean] = [`${abroad.slice(0, -4)}0001`, `${atHome.slice(0, -4)}0001`];
    expect((await send(page, { to: japanese, ip: addressIn(11) })).status).toBe(429);
    expect((await send(page, { to: korean, ip: addressIn(1) })).status).toBe(429);
  });

  const wheres = [
    ["abroad, in a network of which nothing is known", abroad, 11],
    ["abroad, in one from which strangers have raised it", abroad, 9],
    ["abroad, where it was verified, and where the strangers are too", abroad, 1],
    ["at home, in a network of which nothing is known", atHome, 11],
    ["at home, in one from which strangers have raised it", atHome, 9],
    ["at home, where it was verified, and where the strangers are too", atHome, 1],
  ] as const;

  test.each(wheres)("a number that was verified, %s, gets its text where nobody can do any work", async (_, to, n) => {
    await endLive(to);
    expect((await send(page, { to, ip: addressIn(n) })).status).toBe(200);
    await endLive(to);
    const v2 = await call(server.origin, `/Services/${page.serviceSid}/Verifications`, { To: to, Channel: "sms" });
    expect(v2.status).toBe(201);
  });

  test("and with a proof of work where it is asked for one", async () => {
    await setChallenge("auto");
    for (const [, to, n] of wheres) {
      await endLive(to);
      const asked = await send(page, { to, ip: addressIn(n) });
      expect(asked.status).toBe(428);
      const altcha = await solve(asked.body.challenge);
      expect((await send(page, { to, ip: addressIn(n), more: { altcha } })).status).toBe(200);
    }
  });

  test.each(["html", "json"] as const)(
    "on the pages (%s) an alarm asks strangers' numbers and known ones for the same, and refuses neither",
    async (face) => {
      await setExperience(server, { serviceSid: page.serviceSid });
      const ask = async (to: string) => {
        await endLive(to);
        const visitor = new Visitor(server.origin, face, { "x-forwarded-for": addressIn(12) });
        await visitor.open("/sign-in");
        const asked = await visitor.act("send", { phone: to });
        if (face === "html") return [asked.state, asked.text.includes("data-challenge")];
        expect(asked.body.error?.code).toBe("sign_in.challenge");
        const altcha = await solve(asked.body.view.challenge);
        return [asked.status, (await visitor.act("send", { phone: to, altcha })).state];
      };
      const answers = [await ask(abroad), await ask(newJapanese())];
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]).toEqual(face === "json" ? [428, "code"] : ["identify", true]);
    },
  );

  test("on the pages an alarm that is only observed asks nobody", async () => {
    const observed = Object.entries(everything)
      .filter(([name]) => ["neighbours", "failShare", "lowConversion", "noConversion"].includes(name))
      .map(([name, limit]) => [name, { ...limit, mode: "observe" }]);
    await setLimits(page, Object.fromEntries(observed));
    const before = (await alarmOf(page, "noConversion")).week;
    const visitor = new Visitor(server.origin, "json", { "x-forwarded-for": addressIn(12) });
    await visitor.open("/sign-in");
    expect((await visitor.act("send", { phone: newJapanese() })).state).toBe("code");
    await countsOf(page, "noConversion", { ...before, wouldChallenge: before.wouldChallenge + 1 });
  });
});

test("what is pumped through the pages raises the alarm, which asks the pages for work and refuses strangers of the phone API", async () => {
  const page = await newPage({}, { ...calm, neighbours: { figure: "4/10m", distance: 100 } });
  await setExperience(server, { serviceSid: page.serviceSid });
  const base = newJapanese().slice(0, -4);
  const ip = addressIn(50);
  const states: string[] = [];
  for (let n = 0; n < 5; n++) {
    const visitor = new Visitor(server.origin, "json", { "x-forwarded-for": ip });
    await visitor.open("/sign-in");
    const asked = await visitor.act("send", { phone: `${base}${1000 + n}` });
    states.push(asked.state);
    if (n < 3) continue;
    expect(asked.body.error?.code).toBe("sign_in.challenge");
    const altcha = await solve(asked.body.view.challenge);
    states.push((await visitor.act("send", { phone: `${base}${1000 + n}`, altcha })).state);
  }
  expect(states).toEqual(["code", "code", "code", "identify", "code", "identify", "code"]);
  expect((await alarmOf(page, "neighbours")).up).toMatchObject([
    { scope: "prefix-network", action: "block", count: 1 },
  ]);
  expect((await send(page, { to: `${base}9000`, ip })).status).toBe(429);
  await countsOf(page, "neighbours", { raised: 1, challenged: 2, refused: 1 });
});
