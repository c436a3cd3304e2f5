/** @module Invitations on their pages, in both faces: accepted once, by whoever is invited, and by nobody else. */
import { describe, expect, test } from "vitest";
import { burst, newNumber, suite } from "../harness.js";
import { manage } from "../kit/vendors.js";
import { type Face, faces, Visitor } from "../signin/face.js";
import { ageNumber, enterCode, newPerson } from "../signin/kit.js";
import {
  arrive,
  formOf,
  invitationOf,
  invite,
  linkTo,
  makeOrganization,
  membersOf,
  textsTo,
  userOf,
  wayOf,
} from "./kit.js";

const server = suite();
let nextAddress = 0;
const newAddress = () => `invited.${nextAddress++}@example.com`;

async function expire(id: string) {
  await server.sql`update organization_invitations set expires_at = clock_timestamp() where sid = ${id}`;
}

const eventsOf = async (subject: string): Promise<string[]> => {
  const { body } = await manage(server.origin, "GET", `/audit-log?subject=${subject}`);
  return body.events.map(({ type }: { type: string }) => type).reverse();
};

/** Whatever was tried, there is no member. */
async function expectNobody(organization: string) {
  expect(await membersOf(server, organization)).toEqual([]);
}

describe.each(faces)("as %s", (face: Face) => {
  const newVisitor = () => new Visitor(server.origin, face, { "accept-language": "ko" });

  test("the link says who invites to what; whoever signs up with the number accepts, and sees that they have", async () => {
    const invited = await invite(server, { roles: ["admin", "member"] });
    const visitor = newVisitor();
    const first = await visitor.open(invited.link);
    expect([first.status, first.state]).toEqual([200, "invitation"]);
    for (const told of ["한빛상사", `010-****-${invited.to.slice(-4)}`]) expect(first.text).toContain(told);
    expect(first.text).not.toContain(invited.to.slice(3));
    const identify = await visitor.open(wayOf(first));
    expect(identify.state).toBe("identify");
    const shown = face === "html" ? identify.text : JSON.stringify(identify.body.view);
    expect(shown.replace(/-|\+82|\b0/g, "")).not.toContain(invited.to.slice(3));
    const back = await arrive(visitor, invited);
    expect([back.state, Object.keys(back.actions).includes("accept")]).toEqual(["invitation", true]);
    await expectNobody(invited.organization);
    const joined = await visitor.act("accept");
    expect([joined.status, joined.state]).toEqual([200, "invitation-joined"]);
    const user = await userOf(server, invited.to);
    expect(await membersOf(server, invited.organization)).toEqual([{ user, roles: ["admin", "member"] }]);
    expect(await invitationOf(server, invited)).toMatchObject({ status: "accepted", acceptedBy: user });
    // Once more, and by the link.
    expect((await visitor.open(invited.link)).state).toBe("invitation-joined");
    expect(await eventsOf(invited.id)).toEqual(["invitation.created", "invitation.accepted"]);
    expect(await eventsOf(invited.organization)).toEqual(["organization.created", "organization.member.added"]);
  });

  test("by an address", async () => {
    const email = newAddress();
    const { visitor, sid, number } = await newPerson(server, face);
    const invited = await invite(server, { email });
    const page = await visitor.open(invited.link);
    expect(page.state).toBe("invitation");
    expect(page.text).not.toContain(email);
    expect(page.text).not.toContain(number);
    expect(formOf(page, "accept")).toBe("");
    // The account has no address yet, so it may get this one.
    const links = face === "html" ? page.links.map((one) => one.split("?")[0]) : [];
    if (face === "html") expect(links).toContain("/account/link");
    await server.sql`insert into identifiers (sid, user_sid, kind, value, verified_at)
      values (${`ID${invited.id.slice(2)}`}, ${sid}, 'email', ${email}, null)`;
    expect(formOf(await visitor.open(invited.link), "accept")).toBe("");
    await server.sql`update identifiers set verified_at = clock_timestamp() where value = ${email}`;
    await visitor.open(invited.link);
    expect((await visitor.act("accept")).state).toBe("invitation-joined");
    expect(await membersOf(server, invited.organization)).toEqual([{ user: sid, roles: ["member"] }]);
  });

  test("fifty at once are one join, and all are told that they have joined", async () => {
    const invited = await invite(server);
    const visitor = newVisitor();
    const page = await arrive(visitor, invited);
    const href = formOf(page, "accept");
    const answers = await burst(50, () => visitor.raw("POST", href));
    const told = new Set(answers.map(({ status, headers }) => `${status} ${headers.get("location")}`));
    expect(told.size).toBe(1);
    expect((await visitor.open(invited.link)).state).toBe("invitation-joined");
    expect(await membersOf(server, invited.organization)).toHaveLength(1);
    const events = [...(await eventsOf(invited.id)), ...(await eventsOf(invited.organization))];
    expect(events.filter((type) => /accepted|member/.test(type))).toEqual([
      "invitation.accepted",
      "organization.member.added",
    ]);
  });

  test("another account is told so, offered to switch, and joins nothing, whatever it posts", async () => {
    const invited = await invite(server);
    const { visitor } = await newPerson(server, face);
    const page = await visitor.open(invited.link);
    expect(page.state).toBe("invitation");
    expect(formOf(page, "accept")).toBe("");
    expect(wayOf(page)).toMatch(/^\/sign-in\?with=phone&return=.*&other=1$/);
    // A form of its own making.
    const proof = /proof(?:=|%3D)([\w-]{22})/.exec(decodeURIComponent(wayOf(page)))?.[1];
    for (const path of [`/invitations/${invited.id}?proof=${proof}&do=accept`, `${invited.link}?do=accept`])
      expect((await visitor.post(path)).state).toBe("invitation");
    await expectNobody(invited.organization);
    expect((await invitationOf(server, invited)).status).toBe("pending");
    // With the right number, from there.
    await visitor.signIn(invited.to, wayOf(await visitor.open(invited.link)));
    if (face === "json") await visitor.open(visitor.page?.location as string);
    expect((await visitor.act("accept")).state).toBe("invitation-joined");
    expect(await membersOf(server, invited.organization)).toEqual([
      { user: await userOf(server, invited.to), roles: ["member"] },
    ]);
  });

  test("whether the number has an account, the page does not say", async () => {
    const { number } = await newPerson(server, "json");
    const known = await invite(server, { phone: number });
    const unknown = await invite(server);
    const texts = await Promise.all(
      [known, unknown].map(async ({ link, to, id }) => {
        const { text } = await newVisitor().open(link);
        return text
          .replaceAll(to.slice(-4), "")
          .replaceAll(id, "")
          .replaceAll(link, "")
          .replaceAll(encodeURIComponent(link), "")
          .replace(/proof(=|%3D)[\w-]{22}/g, "");
      }),
    );
    const withoutTime = texts.map((text) => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "").replace(/\d\d:\d\d/g, ""));
    expect(withoutTime[0]).toBe(withoutTime[1]);
  });

  test("a role raised in the form, or another organization, is nothing", async () => {
    const other = await makeOrganization(server, "다른 곳");
    const invited = await invite(server);
    const visitor = newVisitor();
    const page = await arrive(visitor, invited);
    const href = `${formOf(page, "accept")}&roles=owner&organization=${other}`;
    await visitor.post(href, { roles: "owner", role: "owner", organization: other, userSid: "US1" });
    expect(visitor.page?.state).toBe("invitation-joined");
    expect(await membersOf(server, invited.organization)).toEqual([
      { user: await userOf(server, invited.to), roles: ["member"] },
    ]);
    await expectNobody(other);
  });

  test("expired, with no sweep since: also for whoever stands before the form", async () => {
    const invited = await invite(server);
    const visitor = newVisitor();
    const page = await arrive(visitor, invited);
    await expire(invited.id);
    const late = await visitor.post(formOf(page, "accept"));
    expect([late.status, late.state]).toEqual([410, "invitation-ended"]);
    if (face === "html") expect(late.text).toContain("기한이 지난 초대입니다");
    else expect(late.body.view.because).toBe("expired");
    await expectNobody(invited.organization);
    expect((await invitationOf(server, invited)).status).toBe("expired");
    expect((await newVisitor().open(invited.link)).status).toBe(410);
    // It makes room for another one.
    const again = await invite(server, { phone: invited.to }, invited.organization);
    await visitor.open(again.link);
    expect((await visitor.act("accept")).state).toBe("invitation-joined");
  });

  test("revoked", async () => {
    const invited = await invite(server);
    const visitor = newVisitor();
    const page = await arrive(visitor, invited);
    const path = `/organizations/${invited.organization}/invitations/${invited.id}/revoke`;
    expect((await manage(server.origin, "POST", path)).body.status).toBe("revoked");
    expect((await visitor.post(formOf(page, "accept"))).state).toBe("invitation-ended");
    expect((await visitor.open(invited.link)).status).toBe(410);
    await expectNobody(invited.organization);
    expect((await manage(server.origin, "POST", path)).body.status).toBe("revoked");
    expect(await eventsOf(invited.id)).toEqual(["invitation.created", "invitation.revoked"]);
  });

  test("an edited link is none, nor is one cut short", async () => {
    const { link, id, organization, to } = await invite(server);
    const visitor = newVisitor();
    await visitor.signIn(to);
    const token = link.split("/").at(-1) as string;
    const edited = token.replace(/^./, (first) => (first === "A" ? "B" : "A"));
    for (const key of [edited, token.slice(0, -1), `${token}A`, token.toLowerCase(), "x", "%00", `${id}x`]) {
      const page = await visitor.open(`/invitations/${key}`);
      expect([page.status, page.state], key).toEqual([404, "invitation-ended"]);
      expect((await visitor.post(`/invitations/${key}?do=accept`)).state, key).toBe("invitation-ended");
    }
    // Its identifier is no secret, and opens nothing without the link having been opened here.
    for (const query of ["", "?proof=", `?proof=${"A".repeat(22)}`, `?proof=${token}`, "?proof=a&proof=b"]) {
      const page = await visitor.open(`/invitations/${id}${query}`);
      expect([page.status, page.state], query).toEqual([404, "invitation-ended"]);
    }
    await expectNobody(organization);
  });

  test("what one browser was given opens nothing in another", async () => {
    const invited = await invite(server);
    const victim = newVisitor();
    const page = await arrive(victim, invited);
    const href = formOf(page, "accept");
    const other = newVisitor();
    await other.signIn(invited.to);
    expect((await other.post(href)).state).toBe("invitation-ended");
    await expectNobody(invited.organization);
  });

  test("the organization is deleted, also under the form", async () => {
    const invited = await invite(server);
    const visitor = newVisitor();
    const page = await arrive(visitor, invited);
    expect((await manage(server.origin, "DELETE", `/organizations/${invited.organization}`)).status).toBe(204);
    expect((await visitor.post(formOf(page, "accept"))).state).toBe("invitation-ended");
    expect((await visitor.open(invited.link)).status).toBe(404);
    const [left] =
      await server.sql`select count(*)::int as n from organization_members where organization_sid = ${invited.organization}`;
    expect(left?.n).toBe(0);
  });

  test("deleted and accepted at once: neither hangs, nobody is a member of nothing", async () => {
    const invited = await invite(server);
    const visitor = newVisitor();
    const href = formOf(await arrive(visitor, invited), "accept");
    const answers = await burst(20, (n) =>
      n % 2
        ? visitor.raw("POST", href).then(({ status }) => status)
        : manage(server.origin, "DELETE", `/organizations/${invited.organization}`).then(({ status }) => status),
    );
    expect(answers.filter((status) => status >= 500)).toEqual([]);
    expect(answers.filter((_, n) => n % 2 === 0).filter((status) => status === 204)).toHaveLength(1);
  });

  test("a member who is deleted is none any more, and what was kept of their number is forgotten", async () => {
    const invited = await invite(server);
    const visitor = newVisitor();
    await arrive(visitor, invited);
    await visitor.act("accept");
    const user = await userOf(server, invited.to);
    expect((await manage(server.origin, "DELETE", `/users/${user}`)).status).toBe(204);
    await expectNobody(invited.organization);
    expect(await invitationOf(server, invited)).toMatchObject({
      status: "accepted",
      acceptedBy: null,
      recipient: null,
    });
    // Whoever has the number next finds nothing to accept.
    const next = newVisitor();
    expect((await next.open(invited.link)).status).toBe(410);
  });

  test("declined by whoever is invited, and by nobody else", async () => {
    const invited = await invite(server);
    const stranger = newVisitor();
    await stranger.open(invited.link);
    await stranger.post(`${invited.link}?do=decline`);
    expect((await invitationOf(server, invited)).status).toBe("pending");
    const visitor = newVisitor();
    await arrive(visitor, invited);
    const page = await visitor.act("decline");
    expect([page.status, page.state]).toEqual([410, "invitation-ended"]);
    expect((await invitationOf(server, invited)).status).toBe("declined");
    expect((await visitor.post(`${invited.link}?do=accept`)).state).toBe("invitation-ended");
    await expectNobody(invited.organization);
  });

  test("a number that may be somebody else's by now opens an account, and accepts nothing for it", async () => {
    const { number } = await newPerson(server, "json");
    await ageNumber(server.sql, number);
    const invited = await invite(server, { phone: number });
    const visitor = newVisitor();
    await visitor.signIn(number, wayOf(await visitor.open(await linkTo(server, number))));
    expect(visitor.page?.state).toBe("recycled");
    await visitor.act("open");
    const page = await visitor.open(await linkTo(server, number));
    expect(page.state).toBe("invitation");
    expect(formOf(page, "accept")).toBe("");
    await visitor.post(`${await linkTo(server, number)}?do=accept`);
    await expectNobody(invited.organization);
  });

  test("looking changes nothing, also for a messenger that looks by HEAD and a stranger who posts nothing", async () => {
    const invited = await invite(server);
    await burst(20, async () => await new Visitor(server.origin, face).open(invited.link));
    await fetch(`${server.origin}${invited.link}`, { method: "HEAD" });
    await newVisitor().post(`${invited.link}?do=accept`);
    expect(await invitationOf(server, invited)).toMatchObject({ status: "pending", sends: 1 });
  });
});

test("an account without an address adds the invited one, is back, and accepts", async () => {
  const email = newAddress();
  const { visitor, sid } = await newPerson(server, "html");
  const invited = await invite(server, { email });
  const page = await visitor.open(invited.link);
  const add = page.links.find((one) => one.startsWith("/account/link")) as string;
  await visitor.open(add);
  await visitor.act("send", { email });
  await enterCode(visitor, email);
  expect(visitor.page?.state).toBe("invitation");
  expect((await visitor.act("accept")).state).toBe("invitation-joined");
  expect(await membersOf(server, invited.organization)).toEqual([{ user: sid, roles: ["member"] }]);
});

test("a form of another site accepts nothing", async () => {
  const invited = await invite(server);
  const visitor = new Visitor(server.origin, "html");
  const page = await arrive(visitor, invited);
  const href = formOf(page, "accept");
  const foreign = new Visitor(server.origin, "html", { origin: "https://evil.example" });
  for (const [name, value] of visitor.cookies) foreign.cookies.set(name, value);
  expect((await foreign.raw("POST", href)).status).toBe(403);
  await expectNobody(invited.organization);
});

test("two organizations invite one number: each is accepted by itself", async () => {
  const one = await invite(server);
  const two = await invite(server, { phone: one.to, roles: ["owner"] });
  const links = (await textsTo(server, one.to)).map(({ body }) => new URL(/http\S+/.exec(body)?.[0] ?? "").pathname);
  expect(new Set(links).size).toBe(2);
  const visitor = new Visitor(server.origin, "html");
  await arrive(visitor, one);
  await visitor.act("accept");
  const link = links.find((path) => path !== one.link) as string;
  await visitor.open(link);
  expect((await visitor.act("accept")).state).toBe("invitation-joined");
  expect(await membersOf(server, two.organization)).toEqual([{ user: await userOf(server, one.to), roles: ["owner"] }]);
});

test("whoever is a member already gets the roles besides theirs", async () => {
  const { visitor, sid, number } = await newPerson(server, "html");
  const organization = await makeOrganization(server);
  await manage(server.origin, "PUT", `/organizations/${organization}/members/${sid}`, { roles: ["member"] });
  const answer = await manage(server.origin, "POST", `/organizations/${organization}/invitations`, {
    ...{ phone: number, roles: ["admin"] },
  });
  await visitor.open(await linkTo(server, number, answer.body.message));
  await visitor.act("accept");
  expect(await membersOf(server, organization)).toEqual([{ user: sid, roles: ["admin", "member"] }]);
});

test("no token is in a table, a log line or an event", async () => {
  const number = newNumber();
  const invited = await invite(server, { phone: number });
  const link = await linkTo(server, number);
  const visitor = new Visitor(server.origin, "html");
  await arrive(visitor, { link, to: number });
  await visitor.act("accept");
  const token = link.split("/").at(-1) as string;
  const tables = await server.sql<
    { name: string }[]
  >`select tablename as name from pg_tables where schemaname = 'public'`;
  for (const { name } of tables) {
    const [row] = await server.sql.unsafe<{ n: number }[]>(
      `select count(*)::int as n from "${name}" as t where t::text like '%' || $1 || '%'`,
      [token],
    );
    expect([name, row?.n]).toEqual([name, 0]);
  }
  expect(server.logLines.filter((line) => line.includes(token) || line.includes(number))).toEqual([]);
  const { body } = await manage(server.origin, "GET", "/audit-log?type=invitation.");
  expect(JSON.stringify(body)).not.toMatch(new RegExp(`${token}|${number.slice(-8)}`));
  expect(invited.link).toBe(link);
});
