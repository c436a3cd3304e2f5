/** @module What the documentation says of the public phone API is what the code says, both ways; its sample verifies a token. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { decodeJwt } from "jose";
import { describe, expect, test } from "vitest";
import { limitDefaults } from "../../dist/fraud-guard/limits.js";
import { internalError, invalidNumber, phoneErrors, successes } from "../../dist/phone-api/texts.js";
import { purposes } from "../../dist/verify/purposes.js";
import { credentials, phone, suite } from "../harness.js";
import { hasPyJwt, python, slowClock } from "../kit/python.js";

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8");
const between = (page: string, name: string) => page.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? "";
const unquote = (cell: string) => cell.replaceAll("`", "");

/** The cells of a table, without its head. */
function rows(table: string): string[][] {
  const lines = table.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe.each(["phone-api.md", "phone-api.ko.md"])("%s", (name) => {
  const page = read(name);

  test("has every error, word for word, and no other", () => {
    const all = [...Object.values(phoneErrors), invalidNumber, internalError];
    const expected = new Set(all.map(({ status, error, ko, en }) => [status, error, ko, en].join(" | ")));
    const found = rows(between(page, "errors")).map(([status, error = "", ko, en]) =>
      [status, unquote(error), ko, en].join(" | "),
    );
    expect(found.toSorted()).toEqual([...expected].toSorted());
  });

  test("has what is said when all went well", () => {
    for (const { ko, en } of Object.values(successes)) expect(page).toContain(`| ${ko} | ${en} |`);
    expect(page).toMatch(new RegExp(purposes.public.waits.join("\\D+")));
  });

  describe("its sample for a backend", () => {
    const server = suite({ env: { MUNJIGI_TEST_NUMBERS: "+821000000001=424242" } });
    test("takes a token of this session, and no other", async () => {
      const sample = /```js\n(import \{ createRemoteJWKSet[\s\S]+?)```/.exec(page)?.[1];
      await phone(server.origin, "/phone", { phoneNumber: "01000000001", nonce: "mine" });
      const { body } = await phone(server.origin, "/phone-verification", {
        phoneNumber: "01000000001",
        code: "424242",
      });
      const script = `${sample}
        for (const nonce of ["mine", "yours"])
          await verifiedNumber("${body.verificationToken}", { nonce }).then(
            (claims) => process.stdout.write(claims.phone_number + " "), (error) => process.stdout.write(error.message));`;
      const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
        env: { MUNJIGI_URL: server.origin, MUNJIGI_SERVICE_SID: credentials.serviceSid },
        stdio: ["ignore", "pipe", "inherit"],
      });
      expect(await text(child.stdout)).toBe("+821000000001 a token of another session");
    });

    test.skipIf(!hasPyJwt)("the same in Python, whose clock may be five seconds behind", async () => {
      const sample = /```python\n([\s\S]+?)```/.exec(page)?.[1] as string;
      await server.sql`delete from limit_counters`;
      await phone(server.origin, "/phone", { phoneNumber: "01000000001", nonce: "mine" });
      const began = Math.floor(Date.now() / 1000);
      const { body } = await phone(server.origin, "/phone-verification", {
        phoneNumber: "01000000001",
        code: "424242",
      });
      const token = body.verificationToken as string;
      // Rounded down: ahead of nobody whose clock is right.
      const { iat = 0 } = decodeJwt(token);
      expect([iat >= began - 1, iat <= Date.now() / 1000]).toEqual([true, true]);
      const attempt = (nonce: string) => `
try:
    print(verified_number(${JSON.stringify(token)}, {"nonce": "${nonce}"})["phone_number"])
except jwt.InvalidTokenError as error:
    print(error)
`;
      const env = { MUNJIGI_URL: server.origin, MUNJIGI_SERVICE_SID: credentials.serviceSid };
      const said = await python(`${sample}${attempt("mine")}${attempt("yours")}`, env);
      expect(said).toBe("+821000000001\na token of another session");
      expect(await python(`${sample}${slowClock(4)}${attempt("mine")}`, env)).toBe("+821000000001");
      expect(await python(`${sample}${slowClock(30)}${attempt("mine")}`, env)).toMatch(/not yet valid/);
      // Its kind is looked at: PyJWT does not do that by itself.
      const other = sample.replace("munjigi-verification+jwt", "at+jwt");
      expect(await python(`${other}${attempt("mine")}`, env)).toBe("a token of another kind");
    });
  });
});

describe("limits.md", () => {
  const page = read("limits.md");

  test("has every limit with its default, and no other", () => {
    const figures = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, figure]) => figure);
    const rates = rows(between(page, "rates")).map(([name = "", , soft, hard]) => [
      unquote(name),
      { soft: figures(soft), hard: figures(hard) },
    ]);
    const alarms = rows(between(page, "alarms")).map(([name = "", , , value = ""]) => [
      unquote(name),
      JSON.parse(unquote(value)),
    ]);
    expect(rates.length + alarms.length).toBe(Object.keys(limitDefaults).length);
    expect(Object.fromEntries([...rates, ...alarms])).toEqual(limitDefaults);
  });

  test("says of every limit and alarm what it costs a stranger, whom it keeps out and for how long", () => {
    for (const [name, , , , cost, keepsOut, duration] of rows(between(page, "rates")))
      expect([name, cost, keepsOut, duration]).toEqual(Array(4).fill(expect.stringMatching(/./)));
    for (const [name, , , , cost, keepsOut, duration] of rows(between(page, "alarms"))) {
      expect([name, cost, keepsOut]).toEqual(Array(3).fill(expect.stringMatching(/./)));
      expect([name, duration === ""]).toEqual([name, keepsOut === "nobody"]);
    }
  });

  test("has the waits between sends", () => {
    expect(page).toContain(`| Seconds between the sends to one number | ${purposes.public.waits.join(", ")} |`);
  });
});
