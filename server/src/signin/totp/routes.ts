/**
 * @module An authenticator app over HTTP: set up, its recovery codes, its end. A form that makes codes names them by its batch, so that whoever
 * sends it twice sees the same ten, and they are kept nowhere. Proving by a code is a flow's.
 */
import type { View } from "@munjigi/pages/view";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { Database } from "../../db/open.js";
import { inTransaction } from "../../db/open.js";
import type { NoticeContent } from "../../delivery/notice.js";
import { AppError } from "../../errors.js";
import type { CodeResult, Totp } from "../../users/second-factors.js";
import { recipientsOf } from "../../users/user.js";
import { failureOf } from "../actions/check-totp.js";
import { type SigninRoutesOptions, servePages, wantsJson } from "../edge.js";
import { note } from "../note-change.js";
import { actorOf, type Owner, recipientsToTell, refuseRestricted, serveOwner } from "../owner.js";
import { HOME, maskOf } from "../show-flow.js";
import { StepFailed } from "../step.js";
import { TOTP } from "./path.js";

type Handler = (owner: Owner, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const CODES = `${TOTP}/codes`;
const SET_UP = `${HOME}?done=totp`;

export const totpRoutes: FastifyPluginAsync<SigninRoutesOptions> = async (app, options) => {
  const { deps } = options;
  const { secondFactors } = deps;
  const edge = servePages(app, options);
  const { withOwner, send, go, requireFresh } = serveOwner(edge, deps);

  /** Of whoever may change their account, where the settings have apps. */
  const withApps = (answer: Handler) =>
    withOwner(async (owner, request, reply) => {
      refuseRestricted(owner);
      if (!owner.experience.totp.enabled) throw new AppError("totp.unavailable");
      return await answer(owner, request, reply);
    });

  const field = ({ body }: FastifyRequest, name: "code" | "batch"): string | undefined => {
    const value = ((body ?? {}) as Readonly<Record<string, unknown>>)[name];
    return typeof value === "string" ? value : undefined;
  };
  const batchOf = async (owner: Owner, request: FastifyRequest): Promise<string> =>
    field(request, "batch") ?? (await secondFactors.beginBatch(owner.user.sid));

  app.get(
    TOTP,
    withApps(async (owner, request, reply) => {
      const totp = await secondFactors.find(owner.user.sid);
      if (totp) return send(owner, reply, await detailView(owner, totp));
      if (!requireFresh(owner, request, reply, TOTP)) return reply;
      return await sendNew(owner, reply);
    }),
  );

  app.post(
    TOTP,
    withApps(async (owner, request, reply) => {
      if (!requireFresh(owner, request, reply, TOTP)) return reply;
      const batch = await batchOf(owner, request);
      const confirmed = await inTransaction(deps.sql, async (tx) => await confirm(owner, request, batch, tx));
      deps.notices.wake();
      if (Array.isArray(confirmed)) return send(owner, reply, codesView(confirmed, batch, SET_UP));
      // The same form once more: the same codes, as long as they are in force.
      const shown =
        confirmed.kind === "used" ? await secondFactors.findRecoveryCodes(owner.user.sid, batch) : undefined;
      if (shown) return send(owner, reply, codesView(shown, batch, SET_UP));
      if (await secondFactors.find(owner.user.sid)) return go(reply, TOTP);
      return await sendFailure(owner, request, reply, confirmed);
    }),
  );

  /** The first code; with it the recovery codes are made, and the owner is told. */
  const confirm = async (
    owner: Owner,
    request: FastifyRequest,
    batch: string,
    tx: Database,
  ): Promise<CodeResult | string[]> => {
    const actor = actorOf(owner);
    // Before the row of the app, as whoever deletes an account goes.
    await deps.users.lock(owner.user.sid, tx);
    const result = await secondFactors.confirm(owner.user.sid, field(request, "code") ?? "", actor, tx);
    if (result.kind !== "right") return result;
    await tell(owner, { kind: "totp_added", values: {} }, tx);
    return (await secondFactors.makeRecoveryCodes(owner.user.sid, batch, actor, tx))?.codes ?? result;
  };

  app.post(
    CODES,
    withApps(async (owner, request, reply) => {
      if (!requireFresh(owner, request, reply, TOTP)) return reply;
      const { sid } = owner.user;
      const totp = await secondFactors.find(sid);
      if (!totp) return go(reply, TOTP);
      const batch = await batchOf(owner, request);
      const made = await inTransaction(deps.sql, async (tx) => {
        const codes = await secondFactors.makeRecoveryCodes(sid, batch, actorOf(owner), tx);
        if (codes?.isNew) await tell(owner, { kind: "recovery_codes_made", values: {} }, tx);
        return codes;
      });
      deps.notices.wake();
      if (made) return send(owner, reply, codesView(made.codes, batch, TOTP));
      const failure = new AppError("totp.codes_changed");
      if (wantsJson(request)) throw failure;
      return send(owner, reply, await detailView(owner, totp, failure), failure.status);
    }),
  );

  // The address of a page that was the answer to a form: codes are shown once.
  app.get(CODES, async (_request, reply) => go(reply, TOTP));

  // Of what was just made, without JavaScript too: the form names it, and only whoever has seen the page can.
  app.post(
    `${CODES}.txt`,
    withApps(async (owner, request, reply) => {
      const codes = await secondFactors.findRecoveryCodes(owner.user.sid, field(request, "batch") ?? "");
      if (!codes) return go(reply, TOTP);
      return reply
        .header("content-disposition", 'attachment; filename="recovery-codes.txt"')
        .type("text/plain; charset=utf-8")
        .send(`${[brandOf(owner), "", ...codes].join("\r\n")}\r\n`);
    }),
  );

  app.post(
    `${TOTP}/remove`,
    withApps(async (owner, request, reply) => {
      if (!requireFresh(owner, request, reply, TOTP)) return reply;
      await inTransaction(deps.sql, async (tx) => {
        if (!(await secondFactors.remove(owner.user.sid, actorOf(owner), tx))) return;
        await tell(owner, { kind: "identifier_removed", values: { identifier: "totp" } }, tx);
      });
      deps.notices.wake();
      return go(reply, `${HOME}?done=removed`);
    }),
  );

  const tell = async (owner: Owner, content: NoticeContent, tx: Database): Promise<void> => {
    const isRemoval = content.kind === "identifier_removed";
    const told = isRemoval ? recipientsOf(owner.user.identifiers) : recipientsToTell(owner);
    await note({ deps, ...owner }, told, content, tx);
  };

  const sendNew = async (owner: Owner, reply: FastifyReply, failure?: StepFailed): Promise<unknown> => {
    const { user, visit } = owner;
    const enrolled = await secondFactors
      .enrol(user.sid, { issuer: brandOf(owner), account: accountOf(owner) })
      .catch((error) => {
        // Confirmed in another tab, at this moment.
        if (error instanceof AppError && error.code === "user.totp_exists") return undefined;
        throw error;
      });
    if (!enrolled) return go(reply, TOTP);
    const { retryAfterSeconds: secondsToWait } = failure?.facts ?? {};
    const view: View = {
      ...{ page: "totp-new", form: TOTP, cancelHref: HOME, ...enrolled, secondsToWait },
      batch: await secondFactors.beginBatch(user.sid),
      error: failure && { field: failure.field, text: failure.text(visit.language) },
    };
    return send(owner, reply, view, failure?.status);
  };

  const sendFailure = async (owner: Owner, request: FastifyRequest, reply: FastifyReply, came: CodeResult) => {
    // Nothing waits to be confirmed any more: what is shown is new.
    const failure = came.kind === "none" ? new StepFailed("totp.too_late") : failureOf(came);
    if (wantsJson(request)) throw failure;
    return await sendNew(owner, reply, failure);
  };

  const detailView = async (owner: Owner, totp: Totp, failure?: AppError): Promise<View> => ({
    ...{ page: "totp-detail", codesForm: CODES, removeForm: `${TOTP}/remove`, cancelHref: HOME },
    addedAt: totp.confirmedAt.toISOString(),
    usedAt: totp.usedAt?.toISOString(),
    codesLeft: totp.recoveryCodesLeft,
    batch: await secondFactors.beginBatch(owner.user.sid),
    error: failure && { field: undefined, text: failure.text(owner.visit.language) },
  });
};

const codesView = (codes: readonly string[], batch: string, doneHref: string): View => ({
  ...{ page: "totp-codes", codes, batch, doneHref },
  downloadForm: `${CODES}.txt`,
});

const brandOf = ({ experience, service }: Owner): string => experience.brand.name ?? service.friendlyName;

/** What the app shows beside its codes. It may be in somebody's cloud, so it has no whole number. */
function accountOf({ user }: Owner): string {
  const value = user.identifiers[0]?.value ?? user.name ?? user.sid;
  return value.startsWith("+") ? maskOf(value) : value;
}
