/** @module Attacks on the pages: other sites' forms, addresses to be sent to, foreign hosts, members that are not ours, locking out, enumeration. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { burst, newNumber, randomNumber, suite, wrongCode } from "../harness.js";
import { rounds } from "../kit/pace.js";
import { codeOf, faces, Visitor } from "./face.js";
import { ageNumber, enterCode, newPerson, setExperience } from "./kit.js";

const server = suite();

describe("A36: what other sites may not do", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const json = { "content-type": "application/json", accept: "application/json" };
  const foreign: [string, Record<string, string>, string][] = [
    [
      "a form of another site",
      { ...form, origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      "phone=01012345678",
    ],
    [
      "a form of a neighbour's host",
      { ...form, origin: "https://shop.localhost", "sec-fetch-site": "same-site" },
      "phone=01012345678",
    ],
    ["a form without an origin", form, "phone=01012345678"],
    ["a form of an opaque origin", { ...form, origin: "null" }, "phone=01012345678"],
    ["JSON of another site", { ...json, origin: "https://evil.example" }, '{"phone":"01012345678"}'],
    ["JSON in disguise", { "content-type": "text/plain", accept: "application/json" }, '{"phone":"01012345678"}'],
  ];
  const paths = [
    ...[
      "/sign-in?do=send",
      "/sign-up?do=send",
      "/reset-password?do=send",
      "/step-up?do=prove",
      "/account/link?do=send",
    ],
    ...[
      "/account/delete?do=confirm",
      "/account/password?do=set-password",
      "/sign-out",
      "/account/sessions/end",
      "/account/name",
    ],
    "/sign-in/continue",
  ];
  test.each(foreign)("%s", async (_name, headers, body) => {
    const { visitor, sid } = await newPerson(server);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const before = await server.sql`select count(*) from messages`;
    for (const path of paths) {
      const answer = await fetch(server.origin + path, {
        method: "POST",
        headers: { ...headers, cookie },
        body,
        redirect: "manual",
      });
      expect([403, 415], path).toContain(answer.status);
      expect(answer.headers.getSetCookie().join()).not.toContain("munjigi_session");
    }
    expect(await server.sql`select count(*) from messages`).toEqual(before);
    expect(await server.sql`select from users where sid = ${sid}`).toHaveLength(1);
    expect((await visitor.open("/account")).state).toBe("account");
  });

  test("a preflight promises other origins nothing, and those of the settings what they need", async () => {
    await setExperience(server, { origins: ["https://shop.example"] });
    const ask = (origin: string) =>
      fetch(`${server.origin}/sign-in`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST" },
      });
    expect((await ask("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
    const allowed = await ask("https://shop.example");
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(allowed.headers.get("access-control-allow-credentials")).toBe("true");
    const shop = new Visitor(server.origin, "json", { origin: "https://shop.example" });
    await shop.open("/sign-in");
    expect((await shop.act("send", { phone: newNumber() })).state).toBe("code");
  });
});

describe.each(faces)("A32, %s: nobody is sent away", (face) => {
  test.each([
    ["//evil.example"],
    ["/\\evil.example"],
    ["\\\\evil.example"],
    ["https:evil.example"],
    ["https://evil.example"],
    ["https://evil.example@localhost"],
    ["/\t/evil.example"],
    ["\t//evil.example"],
    ["/.//evil.example"],
    ["/a/..//evil.example"],
    ["data:text/html,x"],
    ["javascript:alert(1)"],
    ["/\u0000/evil.example"],
    ["/％2f／evil.example".replace("％", "%")],
    [`/${"x".repeat(5000)}`],
  ])("%j", async (address) => {
    const number = newNumber();
    const one = new Visitor(server.origin, face);
    await server.sql`delete from limit_counters`;
    const page = await one.signIn(number, `/sign-in?${new URLSearchParams({ return: address })}`);
    const to = new URL(page.location ?? "", server.origin);
    expect(to.origin).toBe(server.origin);
    expect(to.pathname.startsWith("//")).toBe(false);
  });

  test("an address that is there twice is none; ours and those of the settings' origins are gone to", async () => {
    await setExperience(server, { origins: ["https://shop.example"] });
    for (const [query, location] of [
      ["return=/a&return=//evil.example", "/account"],
      ["return=%2Faccount%2Fconsents%3Fa%3D1", "/account/consents?a=1"],
      ["return=https%3A%2F%2Fshop.example%2Fcart", "https://shop.example/cart"],
      ["return=https%3A%2F%2Fshop.example.evil.example%2F", "/account"],
    ]) {
      await server.sql`delete from limit_counters`;
      const one = new Visitor(server.origin, face);
      await one.open(`/sign-in?${query}`);
      const number = newNumber();
      await one.act("send", { phone: number });
      const answer = await one.raw("POST", one.page?.actions.check as string, {
        code: await codeOf(server.origin, number),
      });
      const to =
        face === "html" ? answer.headers.get("location") : ((await answer.json()) as { location: string }).location;
      // A form may not lead there by itself: a page stands between.
      const isElsewhere = face === "html" && location?.startsWith("https:");
      expect(to).toBe(isElsewhere ? `/sign-in/leave?${new URLSearchParams({ return: location as string })}` : location);
      if (isElsewhere) expect((await one.open(to as string)).location).toBe(location);
    }
  });
});

test("A35: pages answer under their own name only, and say no other", async () => {
  const { request } = await import("node:http");
  const ask = (headers: Record<string, string>) =>
    new Promise<[number, string]>((done, fail) => {
      request(`${server.origin}/sign-in`, { headers: { accept: "text/html", ...headers } }, (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => done([answer.statusCode ?? 0, text + JSON.stringify(answer.headers)]));
      })
        .on("error", fail)
        .end();
    });
  expect((await ask({ host: "evil.example" }))[0]).toBe(421);
  const [status, text] = await ask({
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example",
  });
  expect(status).toBe(200);
  expect(text).not.toContain("evil.example");
});

test("A37: members that an action does not have are refused, and nothing is changed", async () => {
  const { visitor, sid } = await newPerson(server, "json");
  const before = await server.sql`select * from users where sid = ${sid}`;
  const bodies = ["role", "phone_verified", "verifiedAt", "tenant_id", "id", "sid", "constructor", "userSid"].map(
    (name) => ({ [name]: "admin" }),
  );
  for (const body of bodies)
    for (const path of ["/sign-in?do=send", "/account/link?do=send&to=phone"])
      expect(
        (await visitor.post(path, { phone: newNumber(), ...body })).status,
        `${path} ${JSON.stringify(body)}`,
      ).toBe(400);
  const answer = await fetch(`${server.origin}/sign-in?do=send`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: '{"phone":"01012345678","__proto__":{"isAdmin":true}}',
  });
  expect(answer.status).toBe(400);
  for (const phone of [true, 1012345678, null, ["01012345678"], {}])
    expect((await visitor.post("/sign-in?do=send", { phone } as never)).status).toBe(400);
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  expect(await server.sql`select * from users where sid = ${sid}`).toEqual(before);
});

test.each(faces)(
  "%s: what is sent too large, or in another form, is a refusal in words and no fault of ours",
  async (face) => {
    const one = new Visitor(server.origin, face);
    await one.open("/sign-in");
    for (const phone of ["0".repeat(5000), "\u0000", "\ud800", "<script>", "010\r\n1234", "🙂".repeat(200)]) {
      const page = await one.post("/sign-in?do=send", { phone });
      expect(page.status, JSON.stringify(phone)).toBeLessThan(500);
    }
    for (const path of [
      "/sign-in?flow=x",
      "/sign-in?flow=FL0&do=check",
      "/sign-in?flow=__proto__",
      "/sign-in?do=constructor",
      "/sign-in?do=%00",
    ]) {
      const page = await one.post(path, { code: "123456" });
      expect(page.status, path).toBeLessThan(500);
      expect(page.state, path).not.toBe("none");
    }
  },
);

test("A20: a stranger's wrong codes do not keep the owner out, in a browser that the account knows", async () => {
  await setExperience(server, {});
  const { visitor: owner, number } = await newPerson(server);
  for (let n = 0; n < 4; n++) {
    const stranger = new Visitor(server.origin, "html");
    await server.sql`delete from limit_counters`;
    await stranger.open("/sign-in");
    await stranger.act("send", { phone: number });
    if (stranger.page?.state !== "code") break;
    const code = await codeOf(server.origin, number);
    for (let tries = 0; tries < 5; tries++) await stranger.act("check", { code: wrongCode(code) });
  }
  // By now a stranger has to wait…
  const late = new Visitor(server.origin, "json");
  await late.open("/sign-in");
  await late.act("send", { phone: number });
  expect(late.page?.body.error?.code).toBe("sign_in.wait");
  // …and the owner has not.
  await owner.open("/sign-in?other=1");
  expect((await owner.act("send", { phone: number })).state).toBe("code");
  const flow = /flow=(FL\w+)/.exec(owner.page?.actions.check ?? "")?.[1] ?? "";
  const [row] = await server.sql`select sid from verifications where binding = ${flow}`;
  const { deriveCode } = await import("../../dist/codes.js");
  expect((await owner.act("check", { code: deriveCode(server.keyring.current.code, row?.sid, 6) })).state).toBe(
    "account",
  );
});

test("A25: known and unknown numbers are answered alike: status, headers, bytes, and about as soon", async () => {
  await setExperience(server, { terms: [] });
  const known: string[] = [];
  const rows = Array.from({ length: rounds(100, 500) }, (_, n) => ({
    sid: `US${String(n).padStart(32, "0")}`,
    value: randomNumber(),
  }));
  await server.sql`insert into users (sid) select sid from jsonb_to_recordset(${server.sql.json(rows)}) as n(sid text)`;
  await server.sql`insert into identifiers (sid, user_sid, kind, value, verified_at, proved_at)
    select replace(sid, 'US', 'ID'), sid, 'phone', value, now(), now() from jsonb_to_recordset(${server.sql.json(rows)}) as n(sid text, value text)`;
  known.push(...rows.map(({ value }) => value));
  const unknown = known.map(() => randomNumber());
  const shape = async (number: string) => {
    await server.sql`delete from limit_counters`;
    const one = new Visitor(server.origin, "html");
    await one.open("/sign-in");
    const begun = performance.now();
    const answer = await one.raw("POST", "/sign-in?do=send", { phone: number });
    const took = performance.now() - begun;
    const page = await one.open(answer.headers.get("location") ?? "");
    const wrong = await one.act("check", { code: "000000" });
    const masked = (text: string) =>
      text
        .replaceAll(/FL[0-9a-f]{32}/g, "FL")
        .replaceAll(/\d{3}-\d{4}-\d{4}/g, "N")
        .replaceAll(/\d+:\d\d|PT\d+M?\d*S?|\d+초|data-[a-z-]+="\d+"/g, "T")
        .replaceAll(/T/g, "");
    const headers = [...answer.headers.keys()].filter((name) => name !== "date").sort();
    return { took, seen: [answer.status, headers, page.status, masked(page.text), wrong.status, masked(wrong.text)] };
  };
  const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
  let first: unknown;
  for (let n = 0; n < known.length; n++)
    for (const kind of n % 2 ? (["known", "unknown"] as const) : (["unknown", "known"] as const)) {
      const { took, seen } = await shape((kind === "known" ? known : unknown)[n] as string);
      times[kind].push(took);
      first ??= seen;
      expect(seen).toEqual(first);
    }
  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] as number;
  console.log(`medians: known ${median(times.known).toFixed(2)} ms, unknown ${median(times.unknown).toFixed(2)} ms`);
  expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(5);
});

test("nothing of a visit is in the log: no number, no code, no cookie", async () => {
  const { visitor, number } = await newPerson(server);
  await ageNumber(server.sql, number);
  await visitor.post("/sign-out");
  const code = await codeOf(server.origin, number);
  const log = server.logLines.join("");
  for (const secret of [number.slice(3), code, ...visitor.cookies.values()].filter((text) => text.length > 5))
    expect(log).not.toContain(secret);
});

test("50 forms of one browser at once for a new number: one text", async () => {
  await server.sql`delete from limit_counters`;
  const number = newNumber();
  const one = new Visitor(server.origin, "html");
  await one.open("/sign-in");
  const answers = await burst(50, () => one.raw("POST", "/sign-in?do=send", { phone: number }));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  await sleep(0);
  const sent =
    await server.sql`select from messages m join verifications v on v.sid = m.verification_sid where v.recipient = ${number}`;
  expect(sent).toHaveLength(1);
  await one.open(answers[0]?.headers.get("location") ?? "");
  expect((await enterCode(one, number)).state).toBe("account");
});
