/**
 * @module The way through a provider and back: `start` sends a browser there, `callback` takes every provider's answer, and the page of
 * the action does what it was for. `begin` is for other sites and apps. See docs/social-gateway.md.
 */
import { type ProfileItem, type SocialAction, SocialFailure, socialActions } from "@munjigi/connectors/social/contract";
import type { SocialButton, View } from "@munjigi/pages/view";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { isMissingReference } from "../../db/open.js";
import { AppError, type ErrorCode } from "../../errors.js";
import { KEEPS_OPENER } from "../../http/security-headers.js";
import type { Take } from "../../limits/rule.js";
import { displayPhone } from "../../phone.js";
import { sessionTokensOf } from "../../sessions/session-token.js";
import type { Proven, Provider } from "../../social/social.js";
import type { PopUp } from "../../social/state.js";
import { FRESH_SECONDS } from "../act-on-flow.js";
import { type Opened, type SigninRoutesOptions, servePages } from "../edge.js";
import { type FlowKind, flows } from "../flow.js";
import { readReturnAddress, withFragment } from "../return-address.js";
import { HOME } from "../show-flow.js";
import { visitorOf } from "../visit.js";
import { type Arrival, linkBy, type Outcome, signInBy, stepUpBy, unlinkBy, verifyBy, withdrawBy } from "./act.js";
import { answersIn, buttonOf } from "./buttons.js";
import { FAILED, STOPPED, stoppedBecause, toldCodes } from "./failures.js";
import { goneHref } from "./gone-href.js";
import { nonceOf, parametersOf, readAction, readFields, readPopUp } from "./read-fields.js";

/** What would come to nothing again. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  "social.taken",
  "social.only_way_in",
  "social.other_session",
  "console.last_admin",
]);

/** The same ticket is shown twice: so long the first one is waited for. */
const LAND_MS = 6000;
const LOOK_MS = 100;
/** The page of what led to nothing. */
const ENDED = "/social/ended";
/** What the page of a trial is told that brought something. */
const TOLD = "told";

/** Whose account it is about has to be signed in; and to change what it is found by, to have proved that minutes ago. */
const NEEDS = {
  "sign-in": "nothing",
  verify: "nothing",
  trial: "nothing",
  link: "proof",
  unlink: "session",
  withdraw: "session",
  "step-up": "session",
} as const satisfies Record<SocialAction, "nothing" | "session" | "proof">;

/** Pages of ours where what needs an account is asked for. */
const PLACES: Readonly<Partial<Record<SocialAction, string>>> = {
  link: HOME,
  unlink: HOME,
  withdraw: flows.delete.path,
  "step-up": flows["step-up"].path,
};

export interface SocialRoutesOptions extends SigninRoutesOptions {
  /** What a row that anybody may make is counted by. */
  takesFor: (request: FastifyRequest) => Promise<readonly Take[]>;
}

export const socialRoutes: FastifyPluginAsync<SocialRoutesOptions> = async (app, options) => {
  const { deps, cookies, origin, takesFor } = options;
  const { social } = deps;
  const edge = servePages(app, options);

  const returnOf = (text: string | undefined, { experience }: Pick<Opened, "experience">): string | null =>
    readReturnAddress(text, { origin, origins: experience.origins }) ?? null;

  app.post("/social/start", async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { experience, service, visit } = opened;
    const fields = readFields(request.body);
    const action = readAction(fields.action);
    const provider = social.findProvider(fields.provider ?? "");
    if (!provider) throw new AppError("social.unknown_provider");
    const returnTo = returnOf(fields.return, opened);
    const popup = readPopUp(fields, { origin, origins: experience.origins });
    /** A pop-up is not where that is done: it closes, and the page that opened it goes there. */
    const goTo = (href: string) => (popup ? tellOpener(popup, { href }, opened, reply) : reply.redirect(href, 303));
    const elsewhere = beforeStart(action, opened, returnTo);
    if (elsewhere) return goTo(popup ? withoutTicket(action, returnTo) : elsewhere);
    const takes = deps.fraudGuard.countStep({ service, visitor: visitorOf(visit, false) });
    try {
      const href = await social.start({
        ...{ provider: provider.id, action, returnTo, takes },
        browserSecret: visit.browser.secret,
        session: NEEDS[action] === "nothing" ? undefined : visit.session,
        popup,
        nonce: nonceOf(action, fields),
        selectAccount: fields.select === "1",
        language: visit.language,
      });
      if (href === undefined) throw new AppError("limits.exceeded", { retryAfterSeconds: 60 });
      // What a form leads to must be a page of ours (`form-action`), and this one goes on in its place.
      return edge.sendPage(
        reply,
        { experience, service, language: visit.language },
        { page: "leave", href },
        { isPopUp: true },
      );
    } catch (error) {
      if (!(error instanceof SocialFailure)) throw error;
      const code = FAILED[error.reason];
      const again = { provider, action, returnTo, isProven: true } as const;
      if (popup) return goTo(endedHref(code, again));
      return sendEnded(opened, reply, code, again);
    }
  });

  /** For programs, which are not led anywhere. */
  const requireFor = (action: SocialAction, { visit }: Opened): void => {
    if (NEEDS[action] === "nothing") return;
    if (!visit.session) throw new AppError("sign_in.not_signed_in");
    if (visit.session.isRestricted) throw new AppError("sign_in.restricted");
    if (NEEDS[action] === "proof" && visit.session.secondsSinceProof >= FRESH_SECONDS)
      throw new AppError("sign_in.proof_too_old");
  };

  // What the form leads to, asked for by its address alone: the language of that page, say.
  app.get("/social/start", async (_request, reply) => reply.redirect(flows["sign-in"].path, 303));

  /** Where somebody has to go before it can begin. */
  const beforeStart = (action: SocialAction, { visit }: Opened, returnTo: string | null): string | undefined => {
    const need = NEEDS[action];
    if (need === "nothing") return undefined;
    const back = returnTo ?? HOME;
    if (!visit.session) return `/sign-in?${new URLSearchParams({ return: back })}`;
    if (visit.session.isRestricted) return `${HOME}?done=restricted`;
    if (need === "session" || visit.session.secondsSinceProof < FRESH_SECONDS) return undefined;
    return `${flows["step-up"].path}?${new URLSearchParams({ reason: "link", return: HOME })}`;
  };

  app.get("/social/begin", async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { experience, service, visit } = opened;
    const fields = readFields(request.query);
    const action = fields.action === undefined ? "sign-in" : readAction(fields.action);
    const provider = social.findProvider(fields.provider ?? "");
    const returnTo = returnOf(fields.return, opened);
    // A link alone changes no account: whoever follows a stranger's would connect what that one has opened at the provider, or delete
    // theirs. An application that the settings name asks for what its person has pressed; all others are led to where we ask.
    const place = PLACES[action];
    if (place && !experience.origins.includes(URL.parse(request.headers.referer ?? "")?.origin ?? ""))
      return reply.redirect(place, 303);
    const answers = provider !== undefined && answersIn(request.headers["user-agent"], provider);
    // An application names a provider that is switched off meanwhile, or answers nobody inside this app: there are other ways in.
    if (!answers && action === "sign-in" && returnTo !== null) return reply.redirect(signInHref(returnTo), 303);
    if (provider && !answers) return sendEnded(opened, reply, "social.misconfigured", undefined);
    if (!provider) throw new AppError("social.unknown_provider");
    if (fields.return !== undefined && returnTo === null)
      throw new AppError("request.invalid", {
        parameter: "return",
        problem: "it is no address that may be returned to",
      });
    const button = buttonOf(provider, { action, returnTo });
    nonceOf(action, fields);
    const { mode, channel, opener, nonce } = fields;
    const more = Object.fromEntries(
      Object.entries({ mode, channel, opener, nonce }).filter(([, value]) => value !== undefined),
    );
    return edge.sendPage(
      reply,
      { experience, service, language: visit.language },
      {
        page: "social-begin",
        button: { ...button, fields: { ...button.fields, mode: "redirect", ...(more as Record<string, string>) } },
        cancelHref: returnTo ?? undefined,
      },
      { isPopUp: true },
    );
  });

  for (const path of ["/social/callback", "/social/callback/:connectorId"]) {
    app.get(path, async (request, reply) => {
      const elsewhere = social.handOnTo(parametersOf(request.query).get("state") ?? "");
      if (elsewhere) return reply.headers(KEEPS_OPENER).redirect(elsewhere + request.url, 303);
      const connectorId = (request.params as { connectorId?: string }).connectorId;
      const browserSecret = cookies.read(request, "browser");
      const received = await social.receive({
        ...{ connectorId, browserSecret },
        parameters: parametersOf(request.query),
        takes: await takesFor(request),
      });
      if (received.at === "stopped") {
        const { trip, because, returnTo, landedAt } = received;
        if (landedAt && !landedAt.startsWith(ENDED)) return reply.redirect(landedAt, 303);
        const opened = await edge.open(request, reply);
        const provider = trip && social.findProvider(trip.connectorId);
        const again =
          trip && provider && trip.action !== "trial" ? { provider, action: trip.action, returnTo } : undefined;
        return sendEnded(opened, reply, STOPPED[because], again);
      }
      const { ticket, trip } = received;
      const href = `/social/${trip.action}?${new URLSearchParams({ ticket })}`;
      if (!trip.popup) return reply.redirect(href, 303);
      return tellOpener(trip.popup, { href, ticket }, await edge.open(request, reply), reply);
    });
  }

  /** The last page of a pop-up: whoever opened it goes on at `href`, or the pop-up itself where nobody answers. */
  const tellOpener = (
    { channel, openerOrigin }: PopUp,
    message: { href: string; ticket?: string },
    { experience, service, visit: { language } }: Opened,
    reply: FastifyReply,
  ) => {
    const view: View = {
      page: "social-return",
      channel: `sg:${channel}`,
      message: { type: "munjigi:social", id: channel, ...message },
      openerOrigin,
      nextHref: message.href,
    };
    return edge.sendPage(reply, { experience, service, language }, view, { isPopUp: true });
  };

  for (const action of socialActions) {
    app.get(`/social/${action}`, async (request, reply) => {
      const opened = await edge.open(request, reply);
      const { ticket, return: text, end } = readFields(request.query);
      if (action === "trial" && end !== undefined) return sendTried(opened, reply, end === TOLD);
      if (ticket === undefined) {
        const returnTo = returnOf(text, opened);
        const home = NEEDS[action] === "nothing" ? signInHref(returnTo) : HOME;
        return reply.redirect(beforeStart(action, opened, returnTo) ?? home, 303);
      }
      const redeemed = await social.redeem(ticket, opened.visit.browser.secret);
      if (redeemed.at === "unknown") return sendEnded(opened, reply, "social.expired", undefined);
      if (redeemed.at === "landed") return await goWhereItLed(ticket, redeemed.landing, opened, reply);
      if (redeemed.at === "tried") return await landTrial(redeemed, reply);
      // A ticket says what it is for; the address it is shown at does not.
      return await land(redeemed, ticket, opened, reply);
    });
  }

  /** What came of it is told in the console, and nowhere else. */
  const landTrial = async ({ trip, isTold }: { trip: Proven["trip"]; isTold: boolean }, reply: FastifyReply) => {
    const path = `/social/trial?${new URLSearchParams({ end: isTold ? TOLD : "failed" })}`;
    await social.land(trip, path);
    return reply.redirect(path, 303);
  };

  const sendTried = ({ experience, service, visit: { language } }: Opened, reply: FastifyReply, isTold: boolean) =>
    edge.sendPage(
      reply,
      { experience, service, language },
      { page: "social-trial", isTold, consoleHref: "/console/connectors" },
    );

  /** An application may be of another brand than the settings' own: its codes are sent by that one. */
  const settingFor = async (opened: Opened, returnTo: string | null): Promise<Opened> => {
    const { serviceSid } = (await deps.applications.asked(returnTo, opened.visit.browser.hash)) ?? {};
    const service = serviceSid ? await deps.services.find(serviceSid) : undefined;
    return service ? { ...opened, service } : opened;
  };

  interface End {
    path: string;
    flowSid?: string;
    /** It led nowhere. */
    code?: ErrorCode;
    /** What is told and written down nowhere. */
    more?: { phoneNumber?: string; verificationToken?: string; missing: readonly ProfileItem[] };
    /** Where a code proves the number that the provider's word does not. */
    codeHref?: string | undefined;
  }

  /** Does what the trip was for, and gives the cookies that follow. */
  const finish = async (proven: Proven, opened: Opened, reply: FastifyReply): Promise<End> => {
    const { trip, provider, returnTo, result } = proven;
    const ended = (code: ErrorCode): End => ({
      path: endedHref(code, { provider, action: trip.action, returnTo }),
      code,
    });
    if ("failure" in result) return ended(FAILED[result.failure.reason]);
    const { profile, grant } = result.proof;
    const arrival: Arrival = {
      deps,
      ...(await settingFor(opened, returnTo)),
      trip,
      provider,
      returnTo,
      profile,
      grant,
    };
    // A trial ends before anything is done.
    if (trip.action === "trial") return ended("social.refused");
    const outcome = await actions[trip.action](arrival).catch((error: unknown): Outcome => {
      // The account went at this moment.
      if (isMissingReference(error)) return { at: "refused", code: "social.other_session" };
      throw error;
    });
    deps.notices.wake();
    switch (outcome.at) {
      case "refused":
        return ended(outcome.code);
      case "gone":
        cookies.clear(reply, "session");
        cookies.clear(reply, "last");
        return { path: goneHref(outcome.left) };
      case "path":
        if (outcome.token) cookies.set(reply, "session", outcome.token);
        return { path: outcome.path };
      case "verified": {
        const { phone, token, missing, flowSid } = outcome;
        const more = { ...(phone && { phoneNumber: phone }), ...(token && { verificationToken: token }), missing };
        const path = flowSid === undefined ? ended("social.used").path : flowHref("verify", flowSid);
        return { path, more, codeHref: flowSid === undefined ? undefined : path };
      }
      case "flow": {
        const { landing } = outcome;
        if (landing.at === "flow") {
          return { path: flowHref("sign-in", landing.sid), flowSid: landing.sid };
        }
        if (landing.at !== "done") return ended("social.expired");
        if (landing.token) cookies.set(reply, "session", landing.token);
        cookies.clear(reply, "signedOut");
        if (landing.method && opened.experience.signIn.rememberLast) cookies.set(reply, "last", landing.method);
        return { path: outcome.returnTo ?? HOME, flowSid: landing.sid };
      }
    }
  };

  // Once more with the same ticket, by a form.
  for (const action of socialActions)
    app.post(`/social/${action}`, async (request, reply) => {
      const { ticket = "" } = readFields(request.body);
      return reply.redirect(`/social/${action}?${new URLSearchParams({ ticket })}`, 303);
    });

  const land = async (proven: Proven, ticket: string, opened: Opened, reply: FastifyReply) => {
    const { trip, provider, returnTo } = proven;
    const again = { provider, action: trip.action, returnTo, isProven: true } as const;
    const end = await finish(proven, opened, reply);
    // Its code is good for another try, and what came with it once (Apple's name) comes no second time.
    if (end.code === "social.provider_down" && (await social.release(trip)))
      return sendEnded(opened, reply, end.code, { ...again, ticket });
    await social.land(trip, end.path, end.flowSid);
    if (end.code) return sendEnded(opened, reply, end.code, again);
    if (!end.more) return reply.redirect(end.path, 303);
    const { experience, service, visit } = opened;
    const { phoneNumber, verificationToken, missing } = end.more;
    return edge.sendPage(
      reply,
      { experience, service, language: visit.language },
      {
        page: "social-verified",
        ...{ brand: provider.brand, label: provider.label, missing, codeHref: end.codeHref },
        phone: phoneNumber === undefined ? undefined : displayPhone(phoneNumber),
        isProved: verificationToken !== undefined,
        nextHref: withFragment(returnTo ?? HOME, {
          ...(phoneNumber && { phoneNumber }),
          ...(verificationToken && { verificationToken }),
          ...(missing.length > 0 && { missing: missing.join(" ") }),
        }),
      },
    );
  };

  /** The ticket was shown before, in this browser: perhaps at this moment, and then that one is waited for. */
  const goWhereItLed = async (
    ticket: string,
    first: { path: string; flowSid: string | null } | undefined,
    opened: Opened,
    reply: FastifyReply,
  ) => {
    let landing = first;
    for (const until = Date.now() + LAND_MS; !landing && Date.now() < until; ) {
      await new Promise((done) => setTimeout(done, LOOK_MS));
      const again = await social.redeem(ticket, opened.visit.browser.secret);
      if (again.at === "tried") return await landTrial(again, reply);
      // The first one has given it back.
      if (again.at === "proven") return await land(again, ticket, opened, reply);
      if (again.at === "unknown") break;
      landing = again.landing;
    }
    if (!landing) return sendEnded(opened, reply, "social.expired", undefined);
    if (landing.flowSid !== null && !opened.visit.session) {
      for (const { token } of sessionTokensOf(deps.keyring, landing.flowSid, opened.visit.browser.secret))
        if (await deps.sessions.find(token)) cookies.set(reply, "session", token);
    }
    return reply.redirect(landing.path, 303);
  };

  // For apps and for scripts of a provider's: JSON, with the cookies that the other pages' JSON face has.
  app.post("/social/native/:provider/challenge", async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { visit } = opened;
    const fields = readFields(request.body);
    const action = fields.action === undefined ? "sign-in" : readAction(fields.action);
    requireFor(action, opened);
    try {
      const given = social.challenge({
        ...{ provider: (request.params as { provider: string }).provider, action },
        browserSecret: visit.browser.secret,
        nonce: nonceOf(action, fields),
        session: NEEDS[action] === "nothing" ? undefined : visit.session,
      });
      return reply.send(given);
    } catch (error) {
      throw error instanceof SocialFailure ? new AppError("social.unknown_provider") : error;
    }
  });

  app.post("/social/native/:provider", async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { challenge, idToken, accessToken, code, redirectUri, state, name } = readFields(request.body);
    if (challenge === undefined)
      throw new AppError("request.invalid", {
        parameter: "challenge",
        problem: "it must be what the server has given",
      });
    const redeemed = await social.redeemNative({
      ...{ provider: (request.params as { provider: string }).provider, challenge },
      handOff: { idToken, accessToken, code, redirectUri, state, name },
      browserSecret: opened.visit.browser.secret,
      takes: await takesFor(request),
    });
    if (redeemed.at === "stopped") throw stoppedBecause(redeemed.because);
    const end = await finish(redeemed, opened, reply);
    if (end.code) throw new AppError(end.code);
    return reply.send({ ...(end.flowSid !== undefined && { flow: end.flowSid }), location: end.path, ...end.more });
  });

  /** What came of a trip, told once more to whoever looks at its address again. */
  app.get(ENDED, async (request, reply) => {
    const opened = await edge.open(request, reply);
    const { code, provider: id, action, return: text } = readFields(request.query);
    const provider = social.findProvider(id ?? "");
    const known = toldCodes.find((one) => one === code) ?? "social.expired";
    const again = provider ? { provider, action: readAction(action), returnTo: returnOf(text, opened) } : undefined;
    return sendEnded(opened, reply, known, again);
  });

  const sendEnded = (
    { experience, service, visit }: Opened,
    reply: FastifyReply,
    code: ErrorCode,
    again: Again | undefined,
  ) => {
    const failure = new AppError(code, code === "sign_in.wait" ? { retryAfterSeconds: 60 } : {});
    const isFinal = FINAL.has(code);
    const isOwners = again !== undefined && NEEDS[again.action] !== "nothing";
    // Of an account nothing is begun by a page that anybody can lead to: that is asked for where it says what follows.
    const mayRetry = again !== undefined && !isFinal && (!isOwners || again.isProven === true);
    const button: SocialButton | undefined = mayRetry ? buttonOf(again.provider, again) : undefined;
    const { ticket } = again ?? {};
    const retry =
      button && ticket
        ? { ...button, form: `/social/${button.fields.action}`, fields: { ticket, mode: "redirect" } }
        : button;
    return edge.sendPage(
      reply,
      { experience, service, language: visit.language },
      {
        page: "social-ended",
        brand: again?.provider.brand,
        label: again?.provider.label,
        text: failure.text(visit.language),
        retry,
        otherHref: (again && PLACES[again.action]) ?? signInHref(again?.returnTo ?? null),
      },
      { status: failure.status },
    );
  };
};

/** What somebody may try once more. */
interface Again {
  provider: Provider;
  action: SocialAction;
  returnTo: string | null;
  /** It goes on with this one, which was not used up. */
  ticket?: string;
  /** Somebody has been to the provider for it just now, or was about to go: no link alone has led here. */
  isProven?: true;
}

const endedHref = (code: ErrorCode, { provider, action, returnTo }: Again): string =>
  `${ENDED}?${new URLSearchParams({ code, provider: provider.id, action, ...returnField(returnTo) })}`;

/** The page of an action without a ticket leads to what it needs first. */
const withoutTicket = (action: SocialAction, returnTo: string | null): string =>
  `/social/${action}?${new URLSearchParams(returnField(returnTo))}`;

const signInHref = (returnTo: string | null): string => {
  const query = new URLSearchParams(returnField(returnTo)).toString();
  return flows["sign-in"].path + (query && `?${query}`);
};

const flowHref = (kind: FlowKind, sid: string): string => `${flows[kind].path}?${new URLSearchParams({ flow: sid })}`;

const returnField = (returnTo: string | null): Record<string, string> =>
  returnTo === null ? {} : { return: returnTo };

const actions: Readonly<Record<Exclude<SocialAction, "trial">, (arrival: Arrival) => Promise<Outcome>>> = {
  "sign-in": signInBy,
  link: linkBy,
  unlink: unlinkBy,
  withdraw: withdrawBy,
  "step-up": stepUpBy,
  verify: verifyBy,
};
