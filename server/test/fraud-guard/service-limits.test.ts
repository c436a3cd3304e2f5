/** @module Figures of a service's own: what no counter carries is refused in words, and read as the most there is if it is stored. */
import { describe, expect, test } from "vitest";
import { call, credentials, newNumber, phone, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";

const server = suite();

async function newService(): Promise<string> {
  return (await call(server.origin, "/Services", { FriendlyName: "Shop" })).body.sid;
}

async function limitsOf(sid: string, changes?: object, language = "en") {
  const response = await fetch(`${server.origin}/api/services/${sid}/limits`, {
    method: changes ? "PATCH" : "GET",
    ...(changes && { body: JSON.stringify(changes) }),
    headers: {
      authorization: `Bearer ${credentials.adminToken}`,
      "accept-language": language,
      ...(changes && { "content-type": "application/json" }),
    },
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  return { status: response.status, body: (await response.json()) as any };
}

describe("a figure beyond what is counted", () => {
  test.each<[string, object, string]>([
    ["service.hard.1", { service: { soft: [], hard: ["60/m", "8193/h"] } }, "8192"],
    ["address.soft.0", { address: { soft: ["100000/h"], hard: [] } }, "8192"],
    ["number.hard.0", { service: null, number: { soft: [], hard: ["999999999/d"] } }, "8192"],
    ["prefixHome.soft.0", { prefixHome: { soft: ["1001/h"], hard: [] } }, "1000"],
    ["neighbours.figure", { neighbours: { figure: "1001/10m", distance: 5 } }, "1000"],
  ])("%s is refused by its name, in either language", async (parameter, changes, max) => {
    const sid = await newService();
    const english = await limitsOf(sid, changes);
    expect(english).toMatchObject({ status: 400, body: { title: "limits.beyond_counting", parameter } });
    expect(english.body.detail).toBe(`\`${parameter}\` counts further than is counted exactly. Give at most ${max}.`);
    const korean = await limitsOf(sid, changes, "ko");
    expect(korean.body.detail).toBe(
      `\`${parameter}\` 값은 정확히 셀 수 있는 범위를 넘습니다. ${max} 이하로 지정해 주세요.`,
    );
    expect((await limitsOf(sid)).body.changed).toEqual([]);
  });

  test("the most there is, is taken", async () => {
    const changes = {
      service: { soft: [], hard: ["8192/h"] },
      prefixAbroad: { soft: ["1000/h"], hard: [] },
      neighbours: { figure: "1000/d", distance: 1 },
    };
    expect(await limitsOf(await newService(), changes)).toMatchObject({ status: 200, body: { limits: changes } });
  });

  test("of an earlier release is read as the most there is, also beside a change, and nobody is refused for it", async () => {
    const sid = await newService();
    const stored = {
      service: { soft: ["300/h"], hard: ["60/m", "100000/h"] },
      number: { soft: [], hard: ["5/10m", "10/24h"] },
      neighbours: { figure: "100000/10m", distance: 7 },
      failShare: { checks: 100_000, share: 0.5 },
    };
    await server.sql`update services set limits = ${server.sql.json(stored)} where sid = ${sid}`;
    const { body } = await eventually(async () => {
      const answer = await limitsOf(sid);
      return answer.body.changed.length > 0 && answer;
    });
    const held = {
      ...stored,
      service: { soft: ["300/h"], hard: ["60/m", "8192/h"] },
      neighbours: { figure: "1000/10m", distance: 7 },
    };
    expect(body.limits).toMatchObject(held);
    const changed = await limitsOf(sid, { address: { soft: [], hard: ["9/h"] } });
    expect(changed).toMatchObject({ status: 200, body: { limits: held } });
    const [row] = await server.sql`select limits from services where sid = ${sid}`;
    expect(row?.limits).toEqual({ ...stored, address: { soft: [], hard: ["9/h"] } });
    const response = await fetch(`${server.origin}/api/keys`, {
      method: "POST",
      body: JSON.stringify({ kind: "publishable", name: "page", serviceSid: sid }),
      headers: { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/json" },
    });
    const { secret } = (await response.json()) as { secret: string };
    const sent = await phone(server.origin, "/phone", { phoneNumber: newNumber() }, { "x-munjigi-key": secret });
    expect(sent.status).toBe(200);
  });
});
