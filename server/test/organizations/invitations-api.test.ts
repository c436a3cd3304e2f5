/** @module Invitations by the management API: made, sent again, revoked; what is refused; and what becomes of their text. */
import { eucKrBytes } from "@munjigi/connectors/kit/euc-kr";
import type { SmsMessage } from "@munjigi/connectors/message-connector";
import { describe, expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { findNoticeObstacle } from "../../dist/delivery/find-notice-obstacle.js";
import { sealLink } from "../../dist/delivery/notice-link.js";
import { writeNotice } from "../../dist/delivery/write-notice.js";
import { sweepInvitations } from "../../dist/organizations/invitations.js";
import { parseKeyring } from "../../dist/secrets.js";
import { burst, fakeConnector, newNumber, SECRET_KEY, startApp, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { reaches, manage as request } from "../kit/vendors.js";
import { newPerson } from "../signin/kit.js";
import { type Invited, invitationOf, invite, linkTo, makeOrganization, refusal, textsTo } from "./kit.js";

describe("in development", () => {
  const server = suite();
  const manage = (method: string, path: string, body?: unknown) => request(server.origin, method, path, body);
  const pathOf = ({ organization, id }: { organization: string; id: string }, verb = "") =>
    `/organizations/${organization}/invitations/${id}${verb && `/${verb}`}`;
  /** As if the last text had gone out so long ago. */
  const ageSend = (id: string, seconds: number) =>
    server.sql`update organization_invitations set sent_at = sent_at - ${seconds}::int * interval '1 second' where sid = ${id}`;

  test("is made with its defaults, masked, and its text has the link", async () => {
    const invited = await invite(server);
    const found = await invitationOf(server, invited);
    expect(found).toMatchObject({
      ...{ id: invited.id, organization: invited.organization, channel: "sms", roles: ["member"], language: "ko" },
      ...{
        recipient: `+8210••••${invited.to.slice(-4)}`,
        status: "pending",
        sends: 1,
        acceptedBy: null,
        endedAt: null,
      },
    });
    const days = (Date.parse(found.expiresAt) - Date.parse(found.createdAt)) / 86_400_000;
    expect(days).toBeCloseTo(7, 5);
    const [text] = await textsTo(server, invited.to);
    expect(text?.body).toBe(`한빛상사 초대: ${server.origin}${invited.link}`);
    expect(eucKrBytes(text?.body ?? "")).toBeLessThanOrEqual(80);
    expect(invited.link).toMatch(/^\/invitations\/[\w-]{22}$/);
    await reaches(server, found.message, "sent");
    const message = await manage("GET", `/messages/${found.message}`);
    expect(message.body).toMatchObject({ kind: "organization_invitation", verificationSid: null });
    expect((await manage("GET", pathOf(invited).replace(invited.id, `OI${"0".repeat(32)}`))).status).toBe(404);
    // Of another organization it is none.
    const other = await makeOrganization(server);
    expect(refusal(await manage("GET", pathOf({ ...invited, organization: other })))).toEqual([
      404,
      "invitation.not_found",
    ]);
    expect(refusal(await manage("POST", pathOf({ ...invited, organization: other }, "revoke")))).toEqual([
      ...[404, "invitation.not_found"],
    ]);
  });

  test("by mail, in the language asked for, in the name of a member", async () => {
    const { sid } = await newPerson(server);
    await manage("PATCH", `/users/${sid}`, { name: "김민지" });
    const organization = await makeOrganization(server, "Hanbit");
    const email = `mail.${Date.now()}@example.com`;
    const path = `/organizations/${organization}/invitations`;
    expect(refusal(await manage("POST", path, { email, invitedBy: sid }))).toEqual([
      404,
      "organization.member_not_found",
    ]);
    await manage("PUT", `/organizations/${organization}/members/${sid}`, { roles: ["owner"] });
    const { body } = await manage("POST", path, { email, invitedBy: sid, language: "en", expiresInDays: 1 });
    const link = await linkTo(server, email, body.message);
    const [mail] = await textsTo(server, email);
    expect(mail?.body).toBe(
      `Hanbit invites you to join. Accept or decline here:\n\n${server.origin}${link}\n\nIf you do not expect this invitation, there is nothing to do.\n`,
    );
    const page = await (await fetch(server.origin + link, { headers: { "accept-language": "ko" } })).text();
    expect(page).toContain("김민지 님이 보낸 초대입니다.");
  });

  test.each([
    [{}, "phone"],
    [{ phone: "02-123-4567" }, "phone"],
    [{ phone: "01012345678", email: "a@example.com" }, "phone"],
    [{ email: "nobody" }, "email"],
    [{ phone: "a@example.com" }, "phone"],
    [{ phone: "01012345678", expiresInDays: 0 }, "expiresInDays"],
    [{ phone: "01012345678", expiresInDays: 31 }, "expiresInDays"],
    [{ phone: "01012345678", roles: [] }, "roles"],
    [{ phone: "01012345678", token: "x" }, "body"],
    [{ phone: "01012345678", invitedBy: "me" }, "invitedBy"],
  ])("%j is refused", async (body, parameter) => {
    const organization = await makeOrganization(server);
    const answer = await manage("POST", `/organizations/${organization}/invitations`, body);
    expect([...refusal(answer), answer.body.parameter]).toEqual([400, "request.invalid", parameter]);
    expect((await manage("GET", `/organizations/${organization}/invitations`)).body.invitations).toEqual([]);
  });

  test("a role that there is not, an organization that there is not", async () => {
    const body = { phone: newNumber(), roles: ["boss"] };
    const organization = await makeOrganization(server);
    const ask = async (id: string) => refusal(await manage("POST", `/organizations/${id}/invitations`, body));
    expect(await ask(organization)).toEqual([400, "organization.unknown_role"]);
    expect(await ask(`OG${"0".repeat(32)}`)).toEqual([404, "organization.not_found"]);
  });

  test("a number has one that is open, also where fifty ask at once, and gets one text", async () => {
    const organization = await makeOrganization(server);
    const to = newNumber();
    const answers = await burst(50, (n) =>
      manage("POST", `/organizations/${organization}/invitations`, { phone: n % 2 ? to : to.replace("+82", "0") }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 201).map((one) => refusal(one).join()))).toEqual(
      new Set(["409,invitation.exists"]),
    );
    await linkTo(server, to);
    expect(await textsTo(server, to)).toHaveLength(1);
    // Revoked, it makes room.
    const [open] = (await manage("GET", `/organizations/${organization}/invitations`)).body.invitations;
    await manage("POST", pathOf({ organization, id: open.id }, "revoke"));
    expect((await manage("POST", `/organizations/${organization}/invitations`, { phone: to })).status).toBe(201);
  });

  test("revoked and made anew a number gets fifteen a day, of all organizations together, also of fifty at once", async () => {
    const to = newNumber();
    const organizations: string[] = [];
    while (organizations.length < 20) organizations.push(await makeOrganization(server));
    const ask = (id: string) => manage("POST", `/organizations/${id}/invitations`, { phone: to, roles: ["member"] });
    const answers = await burst(50, (n) => ask(organizations[n % 20] as string));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(15);
    const { organization, id } = made[0]?.body ?? {};
    await manage("POST", `/organizations/${organization}/invitations/${id}/revoke`);
    const refused = await ask(organization);
    expect(refusal(refused)).toEqual([429, "invitation.too_often"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(80_000);
    expect((await ask(organizations[0] as string)).status).not.toBe(201);
    const other = await manage("POST", `/organizations/${organization}/invitations`, {
      phone: newNumber(),
    });
    expect(other.status).toBe(201);
    await server.sql`update organization_invitations set created_at = created_at - interval '1 day' where recipient = ${to}`;
    expect((await ask(organization)).status).toBe(201);
  });

  test("sent again it is the same link; not within a minute, five times in all, also at once", async () => {
    const invited = await invite(server);
    const resend = () => manage("POST", pathOf(invited, "resend"));
    const soon = await resend();
    expect(refusal(soon)).toEqual([429, "invitation.too_soon"]);
    expect(soon.body.retryAfterSeconds).toBeGreaterThan(0);
    expect(soon.body.retryAfterSeconds).toBeLessThanOrEqual(60);
    for (let sends = 2; sends <= 5; sends++) {
      await ageSend(invited.id, 60);
      const answers = await burst(10, resend);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const { body } = answers.find(({ status }) => status === 200) as (typeof answers)[0];
      expect(body.sends).toBe(sends);
      expect(await linkTo(server, invited.to, body.message)).toBe(invited.link);
    }
    await ageSend(invited.id, 3600);
    expect(refusal(await resend())).toEqual([409, "invitation.too_many_sends"]);
    expect(await textsTo(server, invited.to)).toHaveLength(5);
    const { body } = await manage("GET", `/audit-log?subject=${invited.id}`);
    expect(body.events.map(({ type }: { type: string }) => type)).toEqual([
      ...Array(4).fill("invitation.resent"),
      "invitation.created",
    ]);
    expect((await fetch(server.origin + invited.link)).status).toBe(200);
  });

  test("revoked, or with its organization, its text is not sent any more", async () => {
    for (const end of ["revoke", "delete"]) {
      const invited = await invite(server);
      const { message } = await invitationOf(server, invited);
      if (end === "revoke") await manage("POST", pathOf(invited, "revoke"));
      else await manage("DELETE", `/organizations/${invited.organization}`);
      const [notice] = await server.sql<
        { isOver: boolean }[]
      >`select expires_at <= clock_timestamp() as is_over from notices
        where sid = ${message.replace("VL", "NO")}`;
      expect([end, notice?.isOver]).toEqual([end, true]);
    }
  });

  test("one that is over is not sent again, nor revoked", async () => {
    const invited = await invite(server);
    await ageSend(invited.id, 60);
    await server.sql`update organization_invitations set expires_at = clock_timestamp() where sid = ${invited.id}`;
    for (const verb of ["resend", "revoke"])
      expect(refusal(await manage("POST", pathOf(invited, verb)))).toEqual([409, "invitation.over"]);
    expect(await textsTo(server, invited.to)).toHaveLength(1);
  });

  test("a list by status, a page at a time", async () => {
    const organization = await makeOrganization(server);
    const made = [];
    for (let n = 0; n < 4; n++) made.unshift((await invite(server, {}, organization)).id);
    const [newest, second] = made as [string, string];
    await manage("POST", pathOf({ organization, id: newest }, "revoke"));
    await server.sql`update organization_invitations set expires_at = clock_timestamp() where sid = ${second}`;
    const list = async (query: string) =>
      (await manage("GET", `/organizations/${organization}/invitations?${query}`)).body;
    const idsOf = (body: { invitations: { id: string }[] }) => body.invitations.map(({ id }) => id);
    expect(idsOf(await list("status=revoked"))).toEqual([newest]);
    expect(idsOf(await list("status=expired"))).toEqual([second]);
    expect(idsOf(await list("status=pending"))).toEqual(made.slice(2));
    const first = await list("size=3");
    expect([...idsOf(first), ...idsOf(await list(`size=3&after=${first.next}`))]).toEqual(made);
  });

  test("a role that an open invitation gives is not deleted", async () => {
    await manage("PUT", "/organization-roles/orders", { description: "주문 담당" });
    const invited = await invite(server, { roles: ["orders"] });
    expect(refusal(await manage("DELETE", "/organization-roles/orders"))).toEqual([409, "organization.role_used"]);
    expect(await (await fetch(server.origin + invited.link, { headers: { accept: "text/html" } })).text()).toContain(
      "주문 담당",
    );
    await manage("POST", pathOf(invited, "revoke"));
    expect((await manage("DELETE", "/organization-roles/orders")).status).toBe(204);
  });

  test("numbers of invitations that were over long ago are forgotten, and no others", async () => {
    const [open, over] = [await invite(server), await invite(server)];
    await manage("POST", pathOf(over, "revoke"));
    await server.sql`update organization_invitations set ended_at = ended_at - interval '91 days' where sid = ${over.id}`;
    await sweepInvitations(server.sql, 90);
    expect((await invitationOf(server, over)).recipient).toBe(null);
    expect((await invitationOf(server, open)).recipient).not.toBe(null);
    expect((await fetch(server.origin + over.link)).status).toBe(410);
  });

  test("invitations that are history are deleted, open ones and younger ones are not", async () => {
    const [open, over, younger] = [await invite(server), await invite(server), await invite(server)];
    for (const one of [over, younger]) await manage("POST", pathOf(one, "revoke"));
    const end = (id: string, days: number) =>
      server.sql`update organization_invitations set ended_at = ended_at - ${days}::int * interval '1 day' where sid = ${id}`;
    await end(over.id, 401);
    await end(younger.id, 399);
    await sweepInvitations(server.sql, 90, 0);
    const left = async () =>
      (
        await server.sql<
          { sid: string }[]
        >`select sid from organization_invitations where sid in ${server.sql([open.id, over.id, younger.id])} order by sid`
      ).map(({ sid }) => sid);
    expect(await left()).toHaveLength(3);
    await sweepInvitations(server.sql, 90, 400);
    expect(await left()).toEqual([open.id, younger.id].toSorted());
    expect((await fetch(server.origin + over.link)).status).toBe(404);
  });
});

describe("where its text goes", () => {
  const got: SmsMessage[] = [];
  let connector = fakeConnector({
    async send(message) {
      got.push(message);
      return { vendorMessageId: message.reference };
    },
  });
  const active = new Proxy({} as typeof connector, { get: (_, name) => Reflect.get(connector, name) });
  const server = suite({ connector: active });
  const ask = async (body: object) => {
    const organization = await makeOrganization(server);
    return await request(server.origin, "POST", `/organizations/${organization}/invitations`, body);
  };

  test("a vendor gets it as what it is, without a code", async () => {
    const to = newNumber();
    expect((await ask({ phone: to })).status).toBe(201);
    const message = await eventually(async () => got.find((one) => one.to === to));
    expect(message).toMatchObject({ usageType: "OrganizationInvitation", code: "", locale: "ko" });
    expect(message.body).toContain(`${server.origin}/invitations/`);
  });

  test.each([
    ["that makes codes", { verifier: { start: async () => ({}), check: async () => false } }, "invitation.not_carried"],
    ["that passes on codes only", { codesOnly: () => true }, "invitation.not_carried"],
    ["that sends less", { limits: { maxBytes: 40, charset: "euc-kr" as const } }, "invitation.too_long"],
  ])("one %s is refused at once, and nothing is kept", async (_, more, title) => {
    const before = connector;
    connector = fakeConnector({ send: before.send, ...more });
    const to = newNumber();
    const answer = await ask({ phone: to });
    connector = before;
    expect(refusal(answer)).toEqual([409, title]);
    const [kept] = await server.sql`select count(*)::int as n from organization_invitations where recipient = ${to}`;
    expect(kept?.n).toBe(0);
  });

  test("in the connector's own words, where it has some that tell a link and that fit", () => {
    const link = "https://a.example/x";
    const words = (content: string, more: object = {}) => ({ usageType: "OrganizationInvitation", content, ...more });
    const write = (templates: object[], limits: object = {}) =>
      writeNotice(
        parseKeyring(SECRET_KEY),
        {
          ...{ sid: "VL1", channel: "sms", country: "KR", recipient: "+821012345678", secondsLeft: 600 },
          notice: {
            ...{ kind: "organization_invitation", locale: "ko", brand: "문지기" },
            values: sealLink(parseKeyring(SECRET_KEY), { organization: "<한빛>", link }, "+821012345678", systemRandom),
          },
        },
        { connector: fakeConnector({ send: async () => ({}), ...limits }), settings: { templates } },
      );
    const { body, usageType, code } = write([words("{{brand}} {{organization}} 모집 {{link}}")]);
    expect([body, usageType, code]).toEqual([`문지기 <한빛> 모집 ${link}`, "OrganizationInvitation", ""]);
    const html = write([words("<a href='{{link}}'>{{organization}}</a>", { contentType: "text/html" })]);
    expect([html.body, html.template?.contentType]).toEqual([`<a href='${link}'>&#60;한빛&#62;</a>`, "text/html"]);
    const builtIn = `[문지기] <한빛> 초대: ${link}`;
    // An older text tells a code, and one of another use always does.
    expect(write([words("{{code}}")]).body).toBe(builtIn);
    expect(write([words("{{code}}", { usageType: "Generic" })]).body).toBe(builtIn);
    const korean = { limits: { maxBytes: 90, charset: "euc-kr" } };
    expect(write([words(`${"긴 ".repeat(40)}{{link}}`)], korean).body).toBe(builtIn);
  });

  test("found by what carries it: the connector in force, or the one that stands by", () => {
    const notice = {
      kind: "organization_invitation",
      locale: "ko",
      brand: "문지기",
      values: { link: "https://a.example/x" },
    } as const;
    const to = { channel: "sms", address: newNumber(), country: "KR" } as const;
    const ready = { connector, settings: {} };
    // A text that the vendor keeps has no place for a link, whatever its use is.
    const kept = { connector, settings: { templates: [{ usageType: "Notice", templateCode: "SMS_1" }] } };
    expect(findNoticeObstacle(notice, to, ready)).toBe(undefined);
    expect(findNoticeObstacle(notice, to, kept)).toEqual({ because: "codes_only" });
    expect(findNoticeObstacle(notice, to, { ...kept, standby: ready })).toBe(undefined);
    expect(findNoticeObstacle(notice, to, undefined)).toEqual({ because: "no_connector" });
  });
});

describe("in production, where nothing is set up yet", () => {
  const server = suite({ env: { MUNJIGI_ENV: "production" } });

  test.each(["phone", "email"])("by %s it is refused at once", async (kind) => {
    const organization = await makeOrganization(server);
    const body = { [kind]: kind === "phone" ? newNumber() : "kim@example.com" };
    const answer = await request(server.origin, "POST", `/organizations/${organization}/invitations`, body);
    expect(refusal(answer)).toEqual([409, "invitation.no_connector"]);
  });
});

describe("under another secret key", () => {
  const server = suite();
  const other = `k2:${Buffer.alloc(32, 8).toString("base64")}`;
  const resendOn = async (secretKey: string, { organization, id, to }: Invited) => {
    await server.sql`update organization_invitations set sent_at = sent_at - interval '1 minute' where sid = ${id}`;
    const app = await startApp(server, { env: { MUNJIGI_SECRET_KEY: secretKey } });
    try {
      const path = `/organizations/${organization}/invitations/${id}/resend`;
      const { status, body } = await request(app.origin, "POST", path);
      expect([status, body.detail]).toEqual([200, undefined]);
      return await linkTo(app, to, body.message);
    } finally {
      await app.stop();
    }
  };
  const statusOf = async (link: string) => (await fetch(server.origin + link)).status;

  test("beside the old one it is the same link; without, another, and the old one opens nothing", async () => {
    const invited = await invite(server);
    expect(await resendOn(`${other},${SECRET_KEY}`, invited)).toBe(invited.link);
    const link = await resendOn(other, invited);
    expect(await statusOf(link)).toBe(200);
    expect(await statusOf(invited.link)).toBe(404);
  });
});
