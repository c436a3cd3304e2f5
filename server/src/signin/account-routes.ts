/** @module The account's own pages: what it has, where it is signed in, what was agreed to; and signing out. */
import type { View } from "@munjigi/pages/view";
import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import { AppError } from "../errors.js";
import { displayPhone } from "../phone.js";
import type { LiveSession } from "../sessions/session.js";
import { parseSid } from "../sid.js";
import { MAX_NAME_LENGTH, readName } from "../users/user.js";
import { type AccountFacts, selectAccount } from "./account-store.js";
import { consentItems, MINIMUM_AGE } from "./decide-next.js";
import { type Opened, type SigninRoutesOptions, servePages, wantsJson } from "./edge.js";
import { exportAccount } from "./export-account.js";
import { closeFlowsOf } from "./flow-store.js";
import { actorOf, type Owner, refuseRestricted, serveOwner } from "./owner.js";
import { NEW_PASSKEY, takesPasskeys } from "./passkeys/offer.js";
import { removeIdentifier, removeIdentity } from "./remove-identifier.js";
import { HOME, titleOf } from "./show-flow.js";
import { socialOf } from "./social/connections.js";
import { TOTP } from "./totp/path.js";

type Body = Readonly<Record<string, unknown>>;

export const accountRoutes: FastifyPluginAsync<SigninRoutesOptions> = async (app, options) => {
  const { deps, cookies } = options;
  const edge = servePages(app, options);

  const { withOwner, leave, send, go, requireFresh } = serveOwner(edge, deps);

  app.get(HOME, async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { session } = opened.visit;
    const account = session && (await selectAccount(deps.sql, session.userSid, opened.experience.sessions));
    if (!session || !account) return leave(request, reply);
    return send(
      opened,
      reply,
      accountView({ ...opened, deps, userAgent: request.headers["user-agent"], session, account }, doneOf(request)),
    );
  });

  app.get(
    "/account/name",
    withOwner(async (owner, _request, reply) => {
      refuseRestricted(owner);
      const value = owner.user.name ?? "";
      return send(owner, reply, { page: "name", form: "/account/name", value, cancelHref: HOME, error: undefined });
    }),
  );

  app.post(
    "/account/name",
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      const { name: given } = (request.body ?? {}) as Body;
      const name = typeof given === "string" ? readName(given) : undefined;
      if (name === undefined) {
        const failure = new AppError("sign_in.name_unusable", { expected: String(MAX_NAME_LENGTH) });
        if (wantsJson(request)) throw failure;
        const error = { field: "name", text: failure.text(owner.visit.language) };
        const value = typeof given === "string" ? given.slice(0, 254) : "";
        return send(owner, reply, { page: "name", form: "/account/name", value, cancelHref: HOME, error }, 400);
      }
      await deps.users.rename(owner.user.sid, name, actorOf(owner));
      return go(reply, `${HOME}?done=name`);
    }),
  );

  app.get(
    "/account/consents",
    withOwner(async (owner, _request, reply) => {
      refuseRestricted(owner);
      return send(owner, reply, await consentsView(owner));
    }),
  );

  app.post(
    "/account/consents",
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      const { item, agree } = request.query as Record<string, unknown>;
      const known = consentItems(owner.experience).find(({ id }) => id === item);
      if (!known || (known.isRequired && agree !== "1"))
        throw new AppError("request.invalid", { parameter: "item", problem: "it is no consent that can be changed" });
      const consent = { item: known.id, version: known.version, agreed: agree === "1" };
      const now = (await deps.users.consents(owner.user.sid)).find((one) => one.item === known.id);
      // What is so already is not written again.
      if (now?.agreed === (agree === "1") && now.version === known.version) return go(reply, "/account/consents");
      await deps.users.agree(owner.user.sid, consent, actorOf(owner));
      return go(reply, "/account/consents");
    }),
  );

  const consentsView = async ({ experience, visit, user }: Owner): Promise<View> => {
    const given = await deps.users.consents(user.sid);
    const items = consentItems(experience);
    // In the settings' own order; what is not in them any more comes last.
    const order = items.map(({ id }) => id);
    const placeOf = (item: string) => (order.includes(item) ? order.indexOf(item) : order.length);
    return {
      page: "consents",
      backHref: HOME,
      items: given
        .toSorted((a, b) => placeOf(a.item) - placeOf(b.item))
        .map(({ item, version, agreed, at }) => {
          const known = items.find(({ id }) => id === item);
          const change = `/account/consents?${new URLSearchParams({ item, agree: agreed ? "0" : "1" })}`;
          return {
            ...titleOf({ experience }, item, visit.language),
            isRequired: known?.isRequired ?? false,
            isAgreed: agreed,
            version: item === MINIMUM_AGE ? "" : version,
            at: at.toISOString(),
            changeForm: known && !known.isRequired ? change : undefined,
          };
        }),
    };
  };

  app.get(
    "/account/export",
    withOwner(async (owner, _request, reply) => {
      refuseRestricted(owner);
      const document = await exportAccount(deps, owner.user);
      return reply
        .header("content-disposition", 'attachment; filename="account.json"')
        .type("application/json; charset=utf-8")
        .send(JSON.stringify(document, null, 2));
    }),
  );

  app.post(
    "/account/identifiers/:sid/remove",
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      if (!requireFresh(owner, request, reply, HOME)) return reply;
      await removeIdentifier(deps, owner, parseSid("ID", (request.params as { sid: string }).sid) ?? "");
      deps.notices.wake();
      return go(reply, `${HOME}?done=removed`);
    }),
  );

  // Of a provider that cannot be asked any more; else its own round trip does it, and ends it there too.
  app.post(
    "/account/social/:sid/remove",
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      if (!requireFresh(owner, request, reply, HOME)) return reply;
      await removeIdentity(deps, owner, parseSid("SI", (request.params as { sid: string }).sid) ?? "");
      deps.notices.wake();
      return go(reply, `${HOME}?done=removed`);
    }),
  );

  app.post(
    "/account/sessions/:sid/end",
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      const sid = parseSid("SE", (request.params as { sid: string }).sid) ?? "";
      await deps.sessions.end(owner.user.sid, { only: sid }, actorOf(owner));
      return go(reply, `${HOME}?done=session`);
    }),
  );

  app.post(
    "/account/sessions/end",
    withOwner(async (owner, _request, reply) => {
      // Of a number alone: only what was opened so.
      const which = owner.session.isRestricted ? { only: owner.session.sid } : "all";
      await deps.sessions.end(owner.user.sid, which, actorOf(owner));
      if (which === "all") await closeFlowsOf(deps.sql, owner.user.sid);
      cookies.clear(reply, "session");
      cookies.set(reply, "signedOut", "1");
      return go(reply, "/signed-out?everywhere=1");
    }),
  );

  app.post(
    "/account/applications/:sid/end",
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      await deps.applications.disallow(owner.user.sid, (request.params as { sid: string }).sid, actorOf(owner));
      return go(reply, `${HOME}?done=application`);
    }),
  );

  app.post("/sign-out", async (request, reply) => {
    const { visit } = await edge.open(request, reply);
    const { session, requestId } = visit;
    const { userSid = "", sid = "" } = session ?? {};
    if (session) await deps.sessions.end(userSid, { only: sid }, { kind: "user", id: userSid, requestId });
    cookies.clear(reply, "session");
    cookies.set(reply, "signedOut", "1");
    return go(reply, "/signed-out");
  });

  app.get("/signed-out", async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { everywhere, account, left } = request.query as Record<string, unknown>;
    const isDeleted = account === "deleted";
    const connections = [left].flat().flatMap((id) => {
      const provider = isDeleted && typeof id === "string" ? deps.social.provider(id) : undefined;
      return provider ? [{ brand: provider.brand, label: provider.label, href: provider.disconnectUrl }] : [];
    });
    return send(opened, reply, {
      ...({ page: "signed-out", againHref: "/sign-in", isDeleted } as const),
      connections,
      everywhere: isDeleted || everywhere === "1",
    });
  });
};

const display = (value: string) => (value.startsWith("+") ? displayPhone(value) : value);

/** An app may not say what it is. */
const UNKNOWN_DEVICE = { ko: "앱 또는 알 수 없는 기기", en: "An app or unknown device" } as const;

const DONE = {
  phone: { ko: "휴대전화 번호를 바꿨습니다.", en: "Your mobile number was changed." },
  email: { ko: "이메일 주소를 바꿨습니다.", en: "Your e-mail address was changed." },
  password: { ko: "비밀번호를 바꿨습니다.", en: "Your password was changed." },
  name: { ko: "이름을 바꿨습니다.", en: "Your name was changed." },
  session: { ko: "그 기기에서 로그아웃했습니다.", en: "That device is signed out." },
  application: { ko: "그 앱과 연결을 끊었습니다.", en: "That app is disconnected." },
  passkey: {
    ko: "패스키를 만들었습니다. 다음부터 문자 없이 로그인할 수 있습니다.",
    en: "The passkey is made. You can sign in without a text from now on.",
  },
  left: { ko: "그 조직에서 나왔습니다.", en: "You have left that organization." },
  last_owner: {
    ko: "마지막 소유자라서 나갈 수 없습니다. 다른 소유자를 먼저 정해 주세요.",
    en: "You are its last owner and can't leave before there is another one.",
  },
  totp: {
    ko: "인증 앱을 등록했습니다. 본인 확인을 할 때 쓸 수 있습니다.",
    en: "The authenticator app is set up. Use it when you are asked to prove who you are.",
  },
  removed: { ko: "지웠습니다.", en: "It was removed." },
  unlinked: {
    ko: "여기에서는 연결을 지웠습니다. 그쪽 서비스에 남은 연결은 그쪽 설정에서 끊어 주세요.",
    en: "It is disconnected here. What is left of it at the other service you can end in its settings.",
  },
  social: {
    ko: "연결했습니다. 이제 그 방법으로도 로그인할 수 있습니다.",
    en: "It is connected. You can sign in with it, too.",
  },
  unconnected: {
    ko: "로그인했습니다. 방금 쓰신 소셜 로그인을 이 계정에 연결하려면 아래에서 연결해 주세요.",
    en: "You are signed in. To use that social sign-in for this account, connect it below.",
  },
  restricted: {
    ko: "안전을 위해 로그인하고 하루가 지난 뒤에 할 수 있습니다.",
    en: "For safety this can't be done until a day after this sign-in.",
  },
} as const;

function doneOf(request: FastifyRequest): keyof typeof DONE | undefined {
  const { done } = request.query as Record<string, unknown>;
  return typeof done === "string" && Object.hasOwn(DONE, done) ? (done as keyof typeof DONE) : undefined;
}

interface Shown extends Opened {
  deps: Pick<SigninRoutesOptions["deps"], "social" | "passkeys">;
  userAgent: string | undefined;
  session: LiveSession;
  account: AccountFacts;
}

function accountView(
  { deps, userAgent, experience, visit, session, account }: Shown,
  done: keyof typeof DONE | undefined,
): View {
  const hidden = session.isRestricted;
  const items = consentItems(experience);
  const identifiers = hidden ? [] : account.identifiers;
  const has = (kind: string) => identifiers.some((one) => one.kind === kind);
  const hasMethod = (kind: string) => experience.signIn.methods.some(({ identifier }) => identifier === kind);
  const mayRemove = identifiers.filter(({ isVerified }) => isVerified).length > 1;
  const { agreed } = account;
  const required = agreed.filter((item) => items.find(({ id }) => id === item)?.isRequired).length;
  const linkTo = (kind: string) => `/account/link?to=${kind}`;
  return {
    page: "account",
    name: hidden ? undefined : (account.name ?? undefined),
    since: account.createdAt.toISOString(),
    restrictedUntil: hidden ? session.restrictedUntil?.toISOString() : undefined,
    nameHref: "/account/name",
    identifiers: identifiers.map(({ sid, kind, value, isVerified }) => ({
      ...{ kind, isVerified },
      value: display(value),
      changeHref: kind === "username" ? undefined : linkTo(kind),
      removeForm: kind === "email" && mayRemove ? `/account/identifiers/${sid}/remove` : undefined,
    })),
    addHrefs: hidden
      ? []
      : (["phone", "email"] as const)
          .filter((kind) => !has(kind) && (kind === "phone" || hasMethod(kind)))
          .map((kind) => ({ kind, href: linkTo(kind) })),
    password:
      !hidden && experience.signIn.methods.some((one) => one.password)
        ? { isSet: account.hasPassword, href: "/account/password" }
        : undefined,
    social: socialOf({ deps, experience, userAgent }, hidden ? undefined : account),
    passkeys:
      hidden || !takesPasskeys(deps, experience)
        ? undefined
        : {
            list: account.passkeys
              .filter(({ isUsable }) => isUsable)
              .map(({ sid, name, at }) => ({
                name,
                createdAt: new Date(at).toISOString(),
                href: `/account/passkeys/${sid}`,
              })),
            addHref: NEW_PASSKEY,
          },
    totp:
      hidden || !experience.totp.enabled
        ? undefined
        : { addedAt: account.totpAt === null ? undefined : new Date(account.totpAt).toISOString(), href: TOTP },
    // Whoever opened the account by a number alone sees no device of its owner's.
    sessions: account.sessions
      .filter(({ sid }) => !hidden || sid === session.sid)
      .map(({ sid, device, usedAt }) => ({
        device: device || UNKNOWN_DEVICE[visit.language],
        isThis: sid === session.sid,
        usedAt: new Date(usedAt).toISOString(),
        endForm: sid === session.sid ? undefined : `/account/sessions/${sid}/end`,
      })),
    endAllForm: "/account/sessions/end",
    consents:
      account.hasConsents && !hidden
        ? { required, optional: agreed.length - required, href: "/account/consents" }
        : undefined,
    applications: (hidden ? [] : account.applications).map(({ sid, name, scope, at }) => ({
      name,
      scopes: scope
        .split(" ")
        .map(shownScope)
        .filter((one) => one !== undefined),
      at: new Date(at).toISOString(),
      endForm: `/account/applications/${sid}/end`,
    })),
    exportHref: "/account/export",
    organizations: (hidden ? [] : account.organizations).map(({ sid, name, roles }) => ({
      name,
      roles: roles.map((role) => ({ name: role.name, description: role.description ?? undefined })),
      leaveForm: `/account/organizations/${sid}/leave`,
    })),
    signOutForm: "/sign-out",
    deleteHref: "/account/delete",
    done: done && DONE[done][visit.language],
  };
}

/** How a page calls a scope; `openid` goes without saying. */
function shownScope(scope: string) {
  if (scope === "openid") return undefined;
  const known = ["profile", "phone", "email", "organizations", "offline_access"] as const;
  return known.find((one) => one === scope) ?? "other";
}
