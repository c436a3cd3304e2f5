/** @module Passkeys over HTTP: what a browser is asked with, one more for an account, its name and its end. Signing in by one is a flow's. */
import type { View } from "@munjigi/pages/view";
import type { FastifyPluginAsync } from "fastify";
import { inTransaction } from "../../db/open.js";
import { AppError } from "../../errors.js";
import { MAX_NAME_LENGTH, readPasskeyName } from "../../passkeys/passkey.js";
import { displayPhone } from "../../phone.js";
import { parseSid } from "../../sid.js";
import { recipientsOf } from "../../users/user.js";
import { FRESH_SECONDS } from "../act-on-flow.js";
import { afterForm } from "../after-form.js";
import { answerPreflight, type SigninRoutesOptions, servePages, wantsJson } from "../edge.js";
import { note } from "../note-change.js";
import { actorOf, type Owner, recipientsToTell, refuseRestricted, serveOwner } from "../owner.js";
import { readReturnAddress } from "../return-address.js";
import { HOME } from "../show-flow.js";
import { visitorOf } from "../visit.js";
import { NEW_PASSKEY, takesPasskeys } from "./offer.js";
import { markOffered } from "./offer-store.js";

type Fields = Readonly<Record<string, unknown>>;
const textOf = (fields: unknown, name: string) => {
  const value = ((fields ?? {}) as Fields)[name];
  return typeof value === "string" ? value : undefined;
};

export const passkeyRoutes: FastifyPluginAsync<SigninRoutesOptions> = async (app, options) => {
  const { deps, origin } = options;
  const { passkeys } = deps;
  const edge = servePages(app, options);
  const { withOwner, send, go, requireFresh } = serveOwner(edge, deps);

  const requireEnabled = ({ experience }: Pick<Owner, "experience">): void => {
    if (!takesPasskeys(deps, experience)) throw new AppError("passkey.unavailable");
  };

  // Nothing is written down for whoever asks: the challenge carries what it is for.
  app.get("/sign-in/passkey", async (request, reply) => {
    const opened = await edge.open(request, reply);
    requireEnabled(opened);
    return reply.send(await passkeys.requestOptions({ browserHash: opened.visit.browser.hash }));
  });
  app.options("/sign-in/passkey", async (_request, reply) => answerPreflight(reply));

  app.get("/step-up/passkey", async (request, reply) => {
    const opened = await edge.open(request, reply);
    requireEnabled(opened);
    const { session, browser } = opened.visit;
    if (!session) throw new AppError("sign_in.not_signed_in");
    // Nothing of an account is shown to whoever may not be its owner.
    if (session.isRestricted) throw new AppError("sign_in.restricted");
    return reply.send(
      await passkeys.requestOptions({ browserHash: browser.hash, of: await passkeys.list(session.userSid) }),
    );
  });

  const refuseWeakProof = async ({ user, session }: Owner): Promise<void> => {
    if (session.provedBy.includes("user") && session.secondsSinceProof < FRESH_SECONDS) return;
    if (await deps.needsPasskeyForPasskey(user.sid)) throw new AppError("passkey.admin_needs_passkey");
  };

  const returnOf = (request: { query: unknown }, { experience }: Owner): string | undefined =>
    readReturnAddress(textOf(request.query, "return"), { origin, origins: experience.origins });

  const newHref = (back: string | undefined) =>
    back === undefined ? NEW_PASSKEY : `${NEW_PASSKEY}?${new URLSearchParams({ return: back })}`;

  const viewOf = (back: string | undefined, error?: AppError, language: Owner["visit"]["language"] = "ko"): View => ({
    page: "passkey",
    form: `/account/passkeys${back === undefined ? "" : `?${new URLSearchParams({ return: back })}`}`,
    optionsHref: "/account/passkeys/options",
    laterHref: back ?? HOME,
    isAsked: back === undefined,
    error: error && { field: undefined, text: error.text(language) },
  });

  app.get(
    NEW_PASSKEY,
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      requireEnabled(owner);
      const back = returnOf(request, owner);
      if (!requireFresh(owner, request, reply, newHref(back))) return reply;
      await refuseWeakProof(owner);
      await markOffered(deps.sql, owner.user.sid, owner.visit.browser.hash);
      return send(owner, reply, viewOf(back));
    }),
  );

  app.post(
    "/account/passkeys/options",
    withOwner(async (owner, _request, reply) => {
      refuseRestricted(owner);
      requireEnabled(owner);
      requireProof(owner);
      await refuseWeakProof(owner);
      const { user, visit } = owner;
      const value = user.identifiers[0]?.value ?? user.name ?? user.sid;
      const name = value.startsWith("+") ? displayPhone(value) : value;
      return reply.send(
        await passkeys.creationOptions({
          user: { sid: user.sid, name, displayName: user.name ?? name },
          browserHash: visit.browser.hash,
        }),
      );
    }),
  );

  app.post(
    "/account/passkeys",
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      requireEnabled(owner);
      const back = returnOf(request, owner);
      if (!requireFresh(owner, request, reply, newHref(back))) return reply;
      await refuseWeakProof(owner);
      const { user, visit, service } = owner;
      // It sends nothing to whoever makes it, and is kept.
      await deps.fraudGuard.admitStep({ service, visitor: visitorOf(visit, true) });
      const credential = textOf(request.body, "credential") ?? "";
      try {
        const { sid } = await inTransaction(deps.sql, async (tx) => {
          const added = await passkeys.add(
            {
              credential,
              userSid: user.sid,
              browserHash: visit.browser.hash,
              device: visit.device,
              actor: actorOf(owner),
            },
            tx,
          );
          if (added.isNew)
            await note({ deps, ...owner }, recipientsToTell(owner), { kind: "passkey_added", values: {} }, tx);
          return added;
        });
        deps.notices.wake();
        if (wantsJson(request)) return reply.send({ passkey: sid, location: back ?? `${HOME}?done=passkey` });
        return reply.redirect(back === undefined ? `${HOME}?done=passkey` : afterForm(back), 303);
      } catch (error) {
        if (wantsJson(request) || !(error instanceof AppError) || !error.code.startsWith("passkey.")) throw error;
        return send(owner, reply, viewOf(back, error, visit.language), error.status);
      }
    }),
  );

  const requireProof = ({ session }: Owner): void => {
    if (session.secondsSinceProof >= FRESH_SECONDS) throw new AppError("sign_in.proof_too_old");
  };

  const own = async ({ user }: Owner, request: { params: unknown }) => {
    const sid = parseSid("PK", textOf(request.params, "sid") ?? "");
    const found = (await passkeys.list(user.sid)).find((one) => one.sid === sid);
    if (!found) throw new AppError("passkey.not_found");
    return found;
  };

  app.get(
    "/account/passkeys/:sid",
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      return send(owner, reply, detailOf(await own(owner, request)));
    }),
  );

  app.post(
    "/account/passkeys/:sid/name",
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      const passkey = await own(owner, request);
      const given = textOf(request.body, "name") ?? "";
      const name = readPasskeyName(given);
      if (name === undefined) {
        const failure = new AppError("sign_in.name_unusable", { expected: String(MAX_NAME_LENGTH) });
        if (wantsJson(request)) throw failure;
        const error = { field: "name", text: failure.text(owner.visit.language) };
        return send(owner, reply, { ...detailOf(passkey), value: given.slice(0, 254), error } as View, 400);
      }
      await passkeys.rename(owner.user.sid, passkey.sid, name);
      return go(reply, `${HOME}?done=name`);
    }),
  );

  app.post(
    "/account/passkeys/:sid/remove",
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      const sid = parseSid("PK", textOf(request.params, "sid") ?? "") ?? "";
      if (!requireFresh(owner, request, reply, `/account/passkeys/${sid}`)) return reply;
      await inTransaction(deps.sql, async (tx) => {
        if (!(await passkeys.remove(owner.user.sid, sid, actorOf(owner), tx))) return;
        const content = { kind: "identifier_removed", values: { identifier: "passkey" } } as const;
        await note({ deps, ...owner }, recipientsOf(owner.user.identifiers), content, tx);
      });
      deps.notices.wake();
      return go(reply, `${HOME}?done=removed`);
    }),
  );
};

function detailOf(passkey: Awaited<ReturnType<SigninRoutesOptions["deps"]["passkeys"]["list"]>>[number]): View {
  const { sid, name, createdAt, usedAt, isBackedUp } = passkey;
  return {
    page: "passkey-detail",
    form: `/account/passkeys/${sid}/name`,
    value: name,
    createdAt: createdAt.toISOString(),
    usedAt: usedAt?.toISOString(),
    isBackedUp,
    removeForm: `/account/passkeys/${sid}/remove`,
    cancelHref: HOME,
    error: undefined,
  };
}
