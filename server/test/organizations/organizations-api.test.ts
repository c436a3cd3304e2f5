/** @module Organizations by the management API: every operation, as it works and as it is refused, its events, and many at once. */
import { describe, expect, test } from "vitest";
import { type Answer, burst, newNumber, suite } from "../harness.js";
import { manage as request } from "../kit/vendors.js";
import { Visitor } from "../signin/face.js";
import { newPerson } from "../signin/kit.js";
import { makeOrganization, membersOf, refusal } from "./kit.js";

const server = suite();
const manage = (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> =>
  request(server.origin, method, path, body, { headers });
const change = (id: string, body: object, version: number): Promise<Answer> =>
  manage("PATCH", `/organizations/${id}`, body, { "if-match": `"${version}"` });
let next = 0;
const newSlug = () => `shop-${next++}`;
const newRole = () => `role_${next++}`;
const NOBODY = `US${"0".repeat(32)}`;
const NONE = `OG${"0".repeat(32)}`;

async function makeUser(): Promise<string> {
  const { body } = await manage("POST", "/users", {
    identifiers: [{ kind: "phone", value: newNumber(), verified: true }],
  });
  return body.sid;
}

async function eventsOf(subject: string) {
  const { body } = await manage("GET", `/audit-log?subject=${subject}`);
  return body.events
    .map(({ type, before, after, data }: Record<string, unknown>) => [
      type,
      ...[before, after, data].filter((one) => one !== null),
    ])
    .reverse();
}

describe("an organization", () => {
  test("is made, fetched, changed, found and deleted, and each is told without its name", async () => {
    const slug = newSlug();
    const made = await manage("POST", "/organizations", { name: " 한빛상사 ", slug, metadata: { plan: "team" } });
    expect([made.status, made.body]).toMatchObject([201, { name: "한빛상사", slug, metadata: { plan: "team" } }]);
    const { id } = made.body;
    expect((await manage("GET", `/organizations/${id}`)).body).toEqual(made.body);
    const changed = await change(id, { name: "한빛물산", metadata: {} }, 1);
    expect(changed.body).toMatchObject({ name: "한빛물산", slug, metadata: {} });
    expect((await change(id, { name: "한빛물산" }, 2)).body).toEqual(changed.body);
    expect((await change(id, { slug: null }, 2)).body.slug).toBe(null);
    const found = await manage("GET", `/organizations?name=${encodeURIComponent("한빛물")}`);
    expect(found.body.organizations.map((one: { id: string }) => one.id)).toContain(id);
    expect((await manage("DELETE", `/organizations/${id}`)).status).toBe(204);
    expect(refusal(await manage("DELETE", `/organizations/${id}`))).toEqual([404, "organization.not_found"]);
    const events = await eventsOf(id);
    expect(events.map(([type]: [string]) => type)).toEqual([
      ...["organization.created", "organization.updated", "organization.updated", "organization.deleted"],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/한빛|team/);
  });

  test("is listed a page at a time, the newest first, also with names that are patterns", async () => {
    const mark = `목록${next++}%_`;
    const ids: string[] = [];
    for (const n of [1, 2, 3]) ids.unshift(await makeOrganization(server, `${mark}${n}`));
    await makeOrganization(server, mark.replace("%", "x"));
    const search = `name=${encodeURIComponent(mark)}&size=2`;
    const first = (await manage("GET", `/organizations?${search}`)).body;
    const second = (await manage("GET", `/organizations?${search}&after=${first.next}`)).body;
    const listed = [first, second].flatMap(({ organizations }) => organizations.map(({ id }: { id: string }) => id));
    expect([listed, second.next]).toEqual([ids, null]);
  });

  test("has a slug of its own, also where fifty ask at once", async () => {
    const slug = newSlug();
    const answers = await burst(50, (n) => manage("POST", "/organizations", { name: `가게 ${n}`, slug }));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 201).map((one) => refusal(one).join()))).toEqual(
      new Set(["409,organization.slug_taken"]),
    );
    const other = await makeOrganization(server);
    expect(refusal(await change(other, { slug }, 1))).toEqual([409, "organization.slug_taken"]);
  });

  test("is changed by whoever has seen it as it is: of fifty at once one", async () => {
    const made = await manage("POST", "/organizations", { name: "한빛상사" });
    const { id } = made.body;
    const path = `/organizations/${id}`;
    expect(made.headers.get("etag")).toBe(`"1"`);
    expect(refusal(await manage("PATCH", path, { name: "가" }))).toEqual([428, "organization.version_required"]);
    for (const match of ["*", `"2"`, "1", `W/"1"`])
      expect(refusal(await manage("PATCH", path, { name: "가" }, { "if-match": match }))).toEqual([
        ...[412, "organization.version_changed"],
      ]);
    const answers = await burst(50, (n) => change(id, { name: `한빛 ${n}` }, 1));
    const [won] = answers.filter(({ status }) => status === 200);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(49);
    const fetched = await manage("GET", path);
    expect([fetched.headers.get("etag"), fetched.body]).toEqual([`"2"`, won?.body]);
    expect(won?.headers.get("etag")).toBe(`"2"`);
    // Who joins or leaves changes none of its settings.
    await manage("PUT", `${path}/members/${await makeUser()}`, { roles: ["member"] });
    expect((await change(id, { name: "한빛물산" }, 2)).headers.get("etag")).toBe(`"3"`);
    expect(await eventsOf(id)).toHaveLength(4);
    expect(refusal(await change(NONE, { name: "가" }, 1))).toEqual([404, "organization.not_found"]);
  });

  test.each([
    [{ name: "" }, "name"],
    [{ name: "가".repeat(65) }, "name"],
    [{ name: "a\u202eb" }, "name"],
    [{ name: "가", slug: "Big" }, "slug"],
    [{ name: "가", slug: "-a" }, "slug"],
    [{ name: "가", metadata: { a: 1 } }, "metadata.a"],
    [{ name: "가", metadata: { a: "\0" } }, "metadata.a"],
    [{ name: "가", metadata: { a: "x".repeat(3000) } }, "metadata"],
    [{ name: "가", sid: NONE }, "body"],
    [{ name: "가", __proto__: { isAdmin: true }, roles: [] }, "body"],
  ])("%j is refused", async (body, parameter) => {
    const answer = await manage("POST", "/organizations", body);
    expect([...refusal(answer), answer.body.parameter]).toEqual([400, "request.invalid", parameter]);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBe(undefined);
  });
});

describe("a member", () => {
  test("is added, gets other roles, and is removed", async () => {
    const [id, user] = [await makeOrganization(server), await makeUser()];
    const path = `/organizations/${id}/members/${user}`;
    expect(await manage("PUT", path, { roles: ["member", "admin", "member"] })).toMatchObject({
      ...{ status: 201, body: { user, roles: ["admin", "member"] } },
    });
    expect((await manage("PUT", path, { roles: ["admin", "member"] })).status).toBe(200);
    expect((await manage("PUT", path, { roles: ["owner"] })).body.roles).toEqual(["owner"]);
    expect(await membersOf(server, id)).toEqual([{ user, roles: ["owner"] }]);
    expect((await manage("DELETE", path)).status).toBe(204);
    expect(refusal(await manage("DELETE", path))).toEqual([404, "organization.member_not_found"]);
    expect((await eventsOf(id)).slice(1)).toEqual([
      ["organization.member.added", { roles: [] }, { roles: ["admin", "member"] }, { user }],
      ["organization.member.changed", { roles: ["admin", "member"] }, { roles: ["owner"] }, { user }],
      ["organization.member.removed", { user }],
    ]);
  });

  test("is somebody, somewhere, as something that there is", async () => {
    const [id, user] = [await makeOrganization(server), await makeUser()];
    const put = async (path: string, roles: unknown) => refusal(await manage("PUT", path, { roles }));
    expect(await put(`/organizations/${NONE}/members/${user}`, ["member"])).toEqual([404, "organization.not_found"]);
    expect(await put(`/organizations/${id}/members/${NOBODY}`, ["member"])).toEqual([404, "user.not_found"]);
    expect(await put(`/organizations/${id}/members/x`, ["member"])).toEqual([404, "user.not_found"]);
    expect(await put(`/organizations/${id}/members/${user}`, ["boss"])).toEqual([400, "organization.unknown_role"]);
    for (const roles of [[], ["a:b"], ["Admin"], "admin", [null]])
      expect(await put(`/organizations/${id}/members/${user}`, roles)).toEqual([400, "request.invalid"]);
  });

  test("is listed a page at a time", async () => {
    const id = await makeOrganization(server);
    const users = [await makeUser(), await makeUser(), await makeUser()].sort();
    for (const user of users) await manage("PUT", `/organizations/${id}/members/${user}`, { roles: ["member"] });
    const first = (await manage("GET", `/organizations/${id}/members?size=2`)).body;
    const second = (await manage("GET", `/organizations/${id}/members?size=2&after=${first.next}`)).body;
    const listed = [...first.members, ...second.members].map(({ user }) => user);
    expect([listed, second.next]).toEqual([users, null]);
  });

  test("sees what they belong to, takes it along, and leaves; its last owner cannot", async () => {
    const [one, two] = [await newPerson(server), await newPerson(server)];
    const id = await makeOrganization(server, "떠나는 가게");
    for (const { sid } of [one, two]) await manage("PUT", `/organizations/${id}/members/${sid}`, { roles: ["owner"] });
    const page = await one.visitor.open("/account");
    expect(page.text).toContain("떠나는 가게");
    expect((await one.visitor.open("/account/export")).text).toContain(id);
    const leave = `/account/organizations/${id}/leave`;
    expect(page.actions[leave]).toBe(leave);
    // Both at once: one stays.
    await burst(10, (n) => (n % 2 ? one : two).visitor.raw("POST", leave));
    const left = await membersOf(server, id);
    expect(left).toHaveLength(1);
    const last = left[0]?.user === one.sid ? one : two;
    const refused = await last.visitor.post(leave);
    expect(refused.url).toContain("done=last_owner");
    expect(await membersOf(server, id)).toHaveLength(1);
    const asProgram = new Visitor(server.origin, "json");
    for (const [name, value] of last.visitor.cookies) asProgram.cookies.set(name, value);
    const answer = await asProgram.post(leave);
    expect([answer.status, answer.body.title]).toEqual([409, "organization.last_owner"]);
    await manage("PUT", `/organizations/${id}/members/${last.sid}`, { roles: ["member"] });
    await last.visitor.post(leave);
    expect(last.visitor.page?.text).not.toContain("떠나는 가게");
    expect(await membersOf(server, id)).toEqual([]);
    // Nobody who is no member, and nobody who is not signed in.
    expect((await last.visitor.post(leave)).state).toBe("account");
    expect((await new Visitor(server.origin).post(leave)).state).toBe("identify");
  });
});

describe("a role", () => {
  test("is defined, told of, and deleted once nobody has it", async () => {
    const [id, user, name] = [await makeOrganization(server), await makeUser(), newRole()];
    const path = `/organization-roles/${name}`;
    expect((await manage("PUT", path, { description: "주문 담당" })).status).toBe(201);
    expect((await manage("PUT", path, { description: "배송 담당" })).status).toBe(200);
    const { body } = await manage("GET", "/organization-roles");
    expect(body.roles.slice(0, 3).map((one: { name: string }) => one.name)).toEqual(["owner", "admin", "member"]);
    expect(body.roles).toContainEqual({ name, description: "배송 담당", isBuiltIn: false });
    await manage("PUT", `/organizations/${id}/members/${user}`, { roles: [name] });
    expect(refusal(await manage("DELETE", path))).toEqual([409, "organization.role_used"]);
    await manage("PUT", `/organizations/${id}/members/${user}`, { roles: ["member"] });
    expect((await manage("DELETE", path)).status).toBe(204);
    expect(refusal(await manage("DELETE", path))).toEqual([404, "organization.role_not_found"]);
  });

  test("one that is always there has words, and stays", async () => {
    expect((await manage("PUT", "/organization-roles/admin", { description: "점장" })).status).toBe(200);
    expect((await manage("DELETE", "/organization-roles/admin")).status).toBe(204);
    const { body } = await manage("GET", "/organization-roles");
    expect(body.roles[1]).toEqual({ name: "admin", description: null, isBuiltIn: true });
  });

  test("given and deleted at once: nobody has one that there is not", async () => {
    const [id, user] = [await makeOrganization(server), await makeUser()];
    for (let round = 0; round < 5; round++) {
      const name = newRole();
      await manage("PUT", `/organization-roles/${name}`, {});
      await burst(10, (n) =>
        n % 2
          ? manage("PUT", `/organizations/${id}/members/${user}`, { roles: [name] })
          : manage("DELETE", `/organization-roles/${name}`),
      );
      const [member] = await membersOf(server, id);
      const { body } = await manage("GET", "/organization-roles");
      const names = body.roles.map((one: { name: string }) => one.name);
      for (const role of member?.roles ?? []) expect(names).toContain(role);
    }
  });
});
