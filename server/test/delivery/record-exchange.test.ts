/** @module What is shown of a talk with a vendor, and what is masked. */
import { describe, expect, test } from "vitest";
import { type Exchange, maskerFor, recordExchange } from "../../dist/delivery/record-exchange.js";
import { slowed } from "../kit/pace.js";

describe("what is shown of a talk with a vendor", () => {
  const TOKEN = "ya29.a0-Bc_d~e+f/g=";
  const MASKED = "••••••••";
  async function show(request: { url?: string; body?: string }, answer: string): Promise<Exchange> {
    const into: Exchange[] = [];
    const vendor = async () => new Response(answer, { headers: { location: `/x?access_token=${TOKEN}` } });
    const recorded = recordExchange(vendor as typeof fetch, maskerFor([], "kim@example.com", "123456"), into);
    const response = await recorded(request.url ?? "https://vendor.example.com/token", {
      method: "POST",
      body: request.body ?? "",
    });
    expect(await response.text(), "the connector hears all of it").toBe(answer);
    return into[0] as Exchange;
  }

  test.each(["access_token", "refresh_token", "id_token", "assertion", "client_assertion"])(
    "%s is masked: nobody's settings have it",
    async (name) => {
      const escaped = `\\"${TOKEN}\\\\\\"\\u0041`;
      const answers = [
        JSON.stringify({ token_type: "Bearer", [name]: TOKEN, expires_in: 3600 }),
        JSON.stringify({ [name.toUpperCase()]: TOKEN }, null, 2),
        `{"${name}":"${escaped}","expires_in":3600}`,
        `{"${name}":"${TOKEN}`,
        JSON.stringify({ error: JSON.stringify({ [name]: TOKEN }), expires_in: 3600 }),
        JSON.stringify({ error: `grant_type=x&${name}=${TOKEN}&expires_in=3600` }),
        `${name}=${encodeURIComponent(TOKEN)}&expires_in=3600`,
      ];
      for (const answer of answers) {
        const { request, response } = await show(
          {
            url: `https://vendor.example.com/token?${name}=${TOKEN}&a=1`,
            body: new URLSearchParams({ grant_type: "x", [name]: TOKEN, client_id: "shop" }).toString(),
          },
          answer,
        );
        expect(JSON.stringify([request, response])).not.toMatch(/ya29|u0041/);
        expect(request.url).toBe(`https://vendor.example.com/token?${name}=${MASKED}&a=1`);
        expect(request.body).toBe(`grant_type=x&${name}=${MASKED}&client_id=shop`);
        expect(response?.headers.location).toBe(`/x?access_token=${MASKED}`);
        expect(response?.body).toContain(MASKED);
        if (answer.includes("expires_in")) expect(response?.body).toMatch(/expires_in\W+3600/);
      }
    },
  );

  test("what only looks like one stays, and a long answer is read in no time", async () => {
    const form = "client_assertion_type=urn%3Ajwt&grant_type=refresh_token&my_assertion=1&token=2";
    expect((await show({ body: form }, "")).request.body).toBe(form);
    const plain = JSON.stringify({ token_type: "access_token", error: "the access_token is stale" });
    expect((await show({}, plain)).response?.body).toBe(plain);
    const begun = performance.now();
    for (const odd of ['"access_token":"\\', '\\"access_token\\":\\"', '"access_token" ', "&assertion="])
      await show({}, odd.repeat(60_000));
    expect(performance.now() - begun).toBeLessThan(slowed(5000));
  });
});
