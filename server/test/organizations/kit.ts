/** @module What suites of organizations share: one to invite to, an invitation with its link, and whoever may accept it. */
import { expect } from "vitest";
import { type Answer, newNumber, type Suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import type { Page, Visitor } from "../signin/face.js";

type Server = Pick<Suite, "origin">;

export async function makeOrganization({ origin }: Server, name = "한빛상사"): Promise<string> {
  const { status, body } = await manage(origin, "POST", "/organizations", { name });
  expect([status, body.detail]).toEqual([201, undefined]);
  return body.id;
}

export interface Invited {
  organization: string;
  id: string;
  /** The path of its link. */
  link: string;
  to: string;
}

export async function invite(server: Server, more: object = {}, organization?: string): Promise<Invited> {
  const id = organization ?? (await makeOrganization(server));
  const { phone, email } = more as { phone?: string; email?: string };
  const to = email ?? phone ?? newNumber();
  const body = { ...(email === undefined && { phone: to }), ...more };
  const answer = await manage(server.origin, "POST", `/organizations/${id}/invitations`, body);
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return { organization: id, id: answer.body.id, link: await linkTo(server, to, answer.body.message), to };
}

/** The texts and mails with a link that went there, the newest first. */
export async function textsTo({ origin }: Server, to: string): Promise<{ id: string; body: string; code: null }[]> {
  const messages = await (await fetch(`${origin}/dev/inbox.json?to=${encodeURIComponent(to)}`)).json();
  return (messages as { id: string; body: string; code: null }[]).filter(({ body }) => body.includes("/invitations/"));
}

export async function linkTo(server: Server, to: string, message?: string): Promise<string> {
  return await eventually(async () => {
    const found = (await textsTo(server, to)).find(({ id }) => message === undefined || id === message);
    const url = found && /https?:\/\/\S+/.exec(found.body)?.[0];
    return url && new URL(url).pathname;
  });
}

export const invitationOf = async (server: Server, { organization, id }: Pick<Invited, "organization" | "id">) =>
  (await manage(server.origin, "GET", `/organizations/${organization}/invitations/${id}`)).body;

export async function membersOf(server: Server, organization: string): Promise<{ user: string; roles: string[] }[]> {
  const { status, body } = await manage(server.origin, "GET", `/organizations/${organization}/members`);
  expect(status).toBe(200);
  return body.members.map(({ user, roles }: { user: string; roles: string[] }) => ({ user, roles }));
}

/** What an answer was refused with. */
export const refusal = ({ status, body }: Answer) => [status, body.title];

const NEXT = { html: /^\/(?:sign-in|account\/link)\?/, json: /^\// };

/** Where the page of an invitation leads first: to sign in, or to another account. */
export function wayOf(page: Page): string {
  const href = page.location ?? page.links.find((one) => NEXT.html.test(one));
  if (!href) throw new Error(`the page "${page.state}" leads nowhere`);
  return href;
}

/** By `do`, whatever the face. */
export const formOf = (page: Page, action: "accept" | "decline") => page.actions[action] ?? "";

export const userOf = async ({ sql }: Pick<Suite, "sql">, value: string): Promise<string | undefined> => {
  const [row] = await sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${value}`;
  return row?.userSid;
};

/** Opens the link, signs in as whoever is invited, and is back at the invitation. */
export async function arrive(visitor: Visitor, { link, to }: Pick<Invited, "link" | "to">): Promise<Page> {
  const first = await visitor.open(link);
  const landed = await visitor.signIn(to, wayOf(first));
  return landed.state === "done" ? await visitor.open(landed.location as string) : landed;
}
