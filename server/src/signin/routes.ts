/**
 * @module The pages of flows: one flow, two faces. `GET` draws the state, `POST` performs an action and answers with where the flow
 * is now (303, or the same as JSON).
 */
import type { SocialAction } from "@munjigi/connectors/social/contract";
import type { Challenge, SocialButton } from "@munjigi/pages/view";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.js";
import { coloursCss } from "../experience/colours.js";
import { type IdentifierType, identifierTypes } from "../experience/experience.js";
import { notFound } from "../http/create-server.js";
import { parseSid } from "../sid.js";
import { actions, actOnFlow, blankFlow, FRESH_SECONDS, type Landed, whyOver } from "./act-on-flow.js";
import { afterForm } from "./after-form.js";
import { consentItems } from "./decide-next.js";
import { describeFlow } from "./describe-flow.js";
import { answerPreflight, type Opened, type SigninRoutesOptions, servePages, wantsJson } from "./edge.js";
import { selectProved } from "./ending-store.js";
import { type ActionName, type FlowKind, flows } from "./flow.js";
import { type FlowWithFacts, selectFlow, touchFlow } from "./flow-store.js";
import { openFailure, sealFailure } from "./kept-failure.js";
import { NEW_PASSKEY, offersPasskey, takesPasskeys } from "./passkeys/offer.js";
import { isPreviewPage, type PreviewScheme, poseFlow, previewCss, SAVED_PREVIEW } from "./preview.js";
import { readIdentifier, toShown } from "./read-identifier.js";
import { readInputs } from "./read-inputs.js";
import { readLanguage } from "./read-visit.js";
import { readReturnAddress, withFragment } from "./return-address.js";
import type { FlowData } from "./schema.js";
import { endedView, HOME, maskOf, type Showing, viewOf } from "./show-flow.js";
import { buttonsOf, isEmbedded } from "./social/buttons.js";
import { goneHref } from "./social/gone-href.js";
import { readNonce } from "./social/read-fields.js";
import { type ApplicationRequest, visitorOf } from "./visit.js";

type Query = Readonly<Record<string, string | string[] | undefined>>;

interface FlowRoutesOptions extends SigninRoutesOptions {
  /** The pages' own, as text. */
  styleSheet: () => Promise<string>;
}

export const signinRoutes: FastifyPluginAsync<FlowRoutesOptions> = async (app, options) => {
  const { deps, cookies, origin, experiences } = options;
  const edge = servePages(app, options);

  /** A draft, or what holds: that may be looked at by whoever may save none. */
  const findPreviewed = async (id: string) =>
    id === SAVED_PREVIEW ? await experiences.current() : await experiences.findDraft(id);

  /** All styles of a page in a frame of the console's. */
  app.get("/sign-in/preview.css", async (request, reply) => {
    const query = request.query as Query;
    const draft = await findPreviewed(one(query.preview) ?? "");
    if (!draft) throw notFound();
    const css = previewCss(await options.styleSheet(), coloursCss(draft), schemeOf(query));
    return reply.header("cache-control", "no-cache").type("text/css; charset=utf-8").send(css);
  });

  app.get("/sign-in/colours.css", async (_request, reply) => {
    const css = coloursCss(await experiences.current());
    if (css === undefined) throw notFound();
    return reply.header("cache-control", "no-cache").type("text/css; charset=utf-8").send(css);
  });

  for (const kind of Object.keys(flows) as FlowKind[]) {
    const { path } = flows[kind];
    app.get(path, (request, reply) => show(kind, request, reply));
    app.post(path, (request, reply) => act(kind, request, reply));
    app.options(path, (_request, reply) => answerPreflight(reply));
  }

  const show = async (kind: FlowKind, request: FastifyRequest, reply: FastifyReply) => {
    const query = request.query as Query;
    const opened = await edge.open(request, reply);
    if (query.preview !== undefined) return await showDraft(kind, opened, request, reply);
    const sid = one(query.flow);
    if (sid === undefined) {
      const elsewhere = beforeNew(kind, opened, query);
      if (elsewhere && !(await isAskedByProvider(kind, opened))) return leave(elsewhere, request, reply);
      if (opened.visit.session && isEntrance(kind) && query.other === undefined && !wantsJson(request))
        return await showChoice(kind, opened, query, reply);
      const begin = beginOf(kind, opened, query);
      const { visit } = opened;
      const asked = await deps.applications.asked(begin.returnTo, visit.browser.hash);
      const setting = await settingFor(opened, asked);
      const failure = openFailure(deps, kind, visit, cookies.read(request, "failure"));
      const hint = isEntrance(kind) ? readHint(asked?.loginHint, setting) : undefined;
      // An address that is added is not the number that was to be.
      const isOther = kind === "link" && failure?.identifierKind !== begin.data.identifierKind;
      const data = { ...begin.data, ...((isOther ? undefined : failure) ?? hint) };
      const blank = blankFlow(deps, setting, { kind, visit, begin: { ...begin, data } });
      return await draw(setting, blank, true, request, reply);
    }
    const flow = await findFlow(sid, opened);
    const over = flow && whyOver(flow, opened.visit);
    if (!flow || over) return end(kind, over?.because ?? "elsewhere", opened, request, reply, flow?.returnTo);
    // An address of another kind that was made by hand.
    if (flow.kind !== kind) return reply.redirect(`${flows[flow.kind].path}?flow=${flow.sid}`, 303);
    await touchFlow(deps.sql, flow);
    return await draw(opened, flow, false, request, reply);
  };

  const act = async (kind: FlowKind, request: FastifyRequest, reply: FastifyReply) => {
    const query = request.query as Query;
    const opened = await edge.open(request, reply);
    const { experience, visit } = opened;
    const action = one(query.do) as ActionName | undefined;
    const sid = one(query.flow);
    if (action === undefined || !Object.hasOwn(actions, action)) {
      if (sid === undefined) return reply.redirect(flows[kind].path, 303);
      return await answer(kind, { at: "flow", sid, flow: undefined }, opened, request, reply);
    }
    if (sid === undefined) {
      const elsewhere = beforeNew(kind, opened, query);
      if (elsewhere) return leave(elsewhere, request, reply);
    }
    const ticks = consentItems(experience).map(({ id }) => id);
    const read = readInputs(request.body, { isJson: wantsJson(request), ticks });
    const inputs = one(query.with) === undefined ? read : { ...read, with: one(query.with) as string };
    const known = sid === undefined ? undefined : parseSid("FL", sid);
    if (sid !== undefined && known === undefined) return end(kind, "elsewhere", opened, request, reply);
    const begin = beginOf(kind, opened, query);
    const setting = known
      ? opened
      : await settingFor(opened, await deps.applications.asked(begin.returnTo, visit.browser.hash));
    const landed = await actOnFlow(deps, setting, { kind, flowSid: known, action, inputs, visit, begin });
    deps.notices.wake();
    return await answer(kind, landed, setting, request, reply);
  };

  /** An application may be of another brand than the settings' own. */
  const settingFor = async (opened: Opened, asked: ApplicationRequest | undefined): Promise<Opened> => {
    const service = asked?.serviceSid ? await deps.services.find(asked.serviceSid) : undefined;
    return service ? { ...opened, service } : opened;
  };

  const leave = (location: string, request: FastifyRequest, reply: FastifyReply) =>
    wantsJson(request)
      ? reply.code(401).send({ flow: null, state: "elsewhere", actions: [], view: {}, location })
      : reply.redirect(location, 303);

  /** Somebody is signed in here: on with that account, or with another one. */
  const showChoice = async (kind: FlowKind, opened: Opened, query: Query, reply: FastifyReply) => {
    const { experience, service, visit } = opened;
    const user = visit.session && (await deps.users.find(visit.session.userSid));
    const shown = visit.session?.isRestricted ? [] : (user?.identifiers ?? []);
    const kept = keptOf(query);
    const account = {
      name: visit.session?.isRestricted ? "" : (user?.name ?? ""),
      detail: shown
        .map(({ value }) => maskOf(value))
        .slice(0, 1)
        .join(""),
      form: `/sign-in/continue?${new URLSearchParams(kept)}`,
    };
    const view = {
      page: "choose",
      accounts: [account],
      otherHref: `${flows[kind].path}?${new URLSearchParams({ ...kept, other: "1" })}`,
    } as const;
    return edge.sendPage(reply, { experience, service, language: visit.language }, view);
  };

  app.post("/sign-in/continue", async (request, reply) => {
    const { experience, visit } = await edge.open(request, reply);
    const to = readReturnAddress(one((request.query as Query).return), { origin, origins: experience.origins });
    return reply.redirect(visit.session ? afterForm(to ?? HOME) : "/sign-in", 303);
  });

  // It asks nobody who they are.
  app.get("/sign-in/leave", async (request, reply) => {
    const experience = await experiences.current();
    const href = readReturnAddress(one((request.query as Query).return), { origin, origins: experience.origins });
    if (href === undefined) return reply.redirect(HOME, 303);
    const service = await experiences.serviceOf(experience);
    return edge.sendPage(
      reply,
      { experience, service, language: readLanguage(cookies, request, experience) },
      { page: "leave", href },
    );
  });

  /** Where the flow is now, in either face. */
  const answer = async (
    kind: FlowKind,
    landed: Landed,
    opened: Opened,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => {
    if (landed.at !== "nowhere" && cookies.read(request, "failure") !== undefined) cookies.clear(reply, "failure");
    switch (landed.at) {
      case "flow": {
        if (!wantsJson(request)) return reply.redirect(pageOf(kind, landed), 303);
        const flow = await findFlow(landed.sid, opened);
        if (!flow || whyOver(flow, opened.visit)) return end(kind, "elsewhere", opened, request, reply);
        return await draw(opened, flow, false, request, reply, landed);
      }
      case "nowhere": {
        const { visit } = opened;
        const begin = { ...beginOf(kind, opened, request.query as Query), data: landed.data };
        if (wantsJson(request))
          return await draw(opened, blankFlow(deps, opened, { kind, visit, begin }), true, request, reply, landed);
        cookies.set(reply, "failure", sealFailure(deps, kind, visit, landed.data));
        const field = landed.failure?.field;
        const kept = keptOf(request.query as Query);
        const parts = new URLSearchParams(
          identifierTypes.some((type) => type === field) ? { ...kept, with: field as string } : kept,
        );
        return reply.redirect(`${flows[kind].path}${parts.size > 0 ? `?${parts}` : ""}`, 303);
      }
      case "done": {
        if (landed.verification !== undefined)
          return await tellNumber(landed, landed.verification, opened, request, reply);
        if (landed.token) cookies.set(reply, "session", landed.token);
        if (landed.method && opened.experience.signIn.rememberLast) cookies.set(reply, "last", landed.method);
        const location = landed.flow?.returnTo ?? (landed.isLeftUnconnected ? `${HOME}?done=unconnected` : HOME);
        const canMake = !wantsJson(request) && (request.body as { passkeys?: unknown } | null)?.passkeys === "1";
        if (canMake && landed.token && (await offersPasskey(deps, landed.token, opened)))
          return reply.redirect(`${NEW_PASSKEY}?${new URLSearchParams({ return: location })}`, 303);
        if (!wantsJson(request)) return reply.redirect(afterForm(location), 303);
        return reply.send({ flow: landed.sid, state: "done", actions: [], view: {}, location });
      }
      case "gone": {
        cookies.clear(reply, "session");
        cookies.clear(reply, "last");
        if (wantsJson(request))
          return reply.send({ flow: null, state: "done", actions: [], view: {}, location: "/sign-in" });
        return reply.redirect(goneHref(landed.left), 303);
      }
      case "ended":
        return end(landed.flow?.kind ?? kind, landed.because, opened, request, reply, landed.flow?.returnTo);
    }
  };

  /** To whoever asked for a number, with a token that says it was proved: in the fragment, which no server sees on the way. */
  const tellNumber = async (
    { sid, flow }: Landed & { at: "done" },
    verification: string,
    opened: Opened,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => {
    const proved = await selectProved(deps.sql, verification);
    if (!proved) return end("verify", "finished", opened, request, reply, flow?.returnTo);
    const nonce = flow?.data.nonce ?? null;
    const verificationToken = await deps.signPhone({ sid: verification, nonce, ...proved });
    const told = { phoneNumber: proved.recipient, verificationToken };
    const location = flow?.returnTo ?? HOME;
    if (wantsJson(request)) return reply.send({ flow: sid, state: "done", actions: [], view: {}, location, ...told });
    const { experience, service, visit } = opened;
    const href = withFragment(location, told);
    return edge.sendPage(reply, { experience, service, language: visit.language }, { page: "leave", href });
  };

  const end = (
    kind: FlowKind,
    because: "expired" | "finished" | "elsewhere",
    { experience, service, visit }: Opened,
    request: FastifyRequest,
    reply: FastifyReply,
    returnTo?: string | null,
  ) => {
    const view = endedView(kind, because, returnTo ?? undefined);
    if (wantsJson(request)) return reply.code(410).send(describeFlow(undefined, view, undefined, visit.language));
    return edge.sendPage(reply, { experience, service, language: visit.language }, view, { status: 410 });
  };

  const draw = async (
    opened: Opened,
    flow: FlowWithFacts,
    isNew: boolean,
    request: FastifyRequest,
    reply: FastifyReply,
    landed?: Landed,
  ) => {
    const { experience, service, visit } = opened;
    const showing = await showingOf(opened, flow, isNew, request);
    const view = viewOf({ ...showing, isLookingBack: showing.isLookingBack || landed?.isOfPageBefore === true });
    if (!wantsJson(request)) return edge.sendPage(reply, { experience, service, language: visit.language }, view);
    const failure = landed?.failure;
    return reply
      .code(failure ? failure.status : 200)
      .send(describeFlow({ ...flow, isNew }, view, failure, visit.language));
  };

  const showingOf = async (
    opened: Opened,
    flow: FlowWithFacts,
    isNew: boolean,
    request: FastifyRequest,
  ): Promise<Showing> => {
    const { experience, service, visit } = opened;
    // Of an action its address says what it is about; a page is what it asks for.
    const query = (request.method === "GET" ? request.query : {}) as Query;
    const wanted = identifierTypes.find((type) => type === one(query.with)) as IdentifierType | undefined;
    const needsUser = flows[flow.kind].needsSession;
    const user = needsUser && flow.userSid ? await deps.users.find(flow.userSid) : undefined;
    const now = deps.clock().getTime();
    return {
      ...{ experience, service, visit, flow, isNew, user, wanted },
      cancelHref: needsUser
        ? (await deps.applications.asked(flow.returnTo, visit.browser.hash))?.cancelHref
        : undefined,
      isPage: !wantsJson(request),
      isLookingBack: query.change !== undefined,
      lastUsed: experience.signIn.rememberLast ? cookies.read(request, "last") : undefined,
      now,
      hasPasskeys: await canAskPasskey(experience, flow, request),
      hasTotp: await hasTotp(experience, flow),
      buttons: await buttonsFor(opened, flow, request),
      challenge: await challengeOf(opened, flow, now),
      query: keptOf(query),
    };
  };

  const canAskPasskey = async (
    experience: Opened["experience"],
    { kind, userSid }: FlowWithFacts,
    request: FastifyRequest,
  ): Promise<boolean> => {
    if (!takesPasskeys(deps, experience)) return false;
    // Browsers inside apps have none of their own, and reach no others.
    if (isEmbedded(request.headers["user-agent"])) return false;
    if (kind !== "step-up") return true;
    const own = userSid ? await deps.passkeys.list(userSid) : [];
    return own.some(({ rpId }) => rpId === deps.passkeys.rpId);
  };

  const hasTotp = async ({ totp }: Opened["experience"], { kind, userSid }: FlowWithFacts): Promise<boolean> =>
    totp.enabled && kind === "step-up" && userSid !== null && (await deps.secondFactors.find(userSid)) !== undefined;

  /** Where somebody proves who they are, or is about to leave: the providers they are connected to; where they come in: all of them. */
  const buttonsFor = async (
    { experience, visit }: Opened,
    { kind, state, returnTo, userSid, data }: FlowWithFacts,
    request: FastifyRequest,
  ): Promise<SocialButton[]> => {
    const action = SOCIAL_ACTIONS[`${kind} ${state}`];
    if (!action || deps.social.providers().length === 0) return [];
    // Something else than what was shown is asked for.
    if (data.asksForMore && visit.session?.amr.includes("fed")) return [];
    const isOwners = action !== "sign-in";
    const connected = isOwners && userSid ? await deps.users.identities(userSid) : [];
    return buttonsOf({
      ...{ social: deps.social, experience, action, returnTo: action === "withdraw" ? null : returnTo },
      userAgent: request.headers["user-agent"],
      lastUsed: experience.signIn.rememberLast ? cookies.read(request, "last") : undefined,
      selectAccount: cookies.read(request, "signedOut") !== undefined,
      ...(isOwners && { only: visit.session?.isRestricted ? [] : connected.map(({ connectorId }) => connectorId) }),
    });
  };

  const challengeOf = async ({ visit }: Opened, flow: FlowWithFacts, now: number): Promise<Challenge | undefined> => {
    const { error } = flow.data;
    if (error?.code !== "sign_in.challenge" || (error.until !== undefined && error.until <= now)) return undefined;
    const visitor = visitorOf(visit, flow.holder?.isKnownDevice === true);
    return (await deps.fraudGuard.createChallenge(
      visitor,
      error.action === "check" ? "check" : "send",
    )) as unknown as Challenge;
  };

  /** A page of a draft, or of what holds, in a frame of the console's. */
  const showDraft = async (kind: FlowKind, opened: Opened, request: FastifyRequest, reply: FastifyReply) => {
    const query = request.query as Query;
    const id = one(query.preview) ?? "";
    const experience = await findPreviewed(id);
    const page = one(query.page) ?? "identify";
    if (!experience || kind !== "sign-in" || !isPreviewPage(page)) throw notFound();
    const service = await experiences.serviceOf(experience);
    const language = experience.languages.find((offered) => offered === one(query.language)) ?? opened.visit.language;
    const draft = { ...opened, experience, service, visit: { ...opened.visit, language } };
    const blank = blankFlow(deps, draft, { kind, visit: draft.visit, begin: { returnTo: null, data: {} } });
    const showing = await showingOf(draft, poseFlow(blank, page, service), true, request);
    const stylesHref = `/sign-in/preview.css?${new URLSearchParams({ preview: id, scheme: schemeOf(query) })}`;
    return edge.sendPage(reply, { experience, service, language }, viewOf(showing), { framed: { stylesHref } });
  };

  const findFlow = async (text: string, { visit }: Opened): Promise<FlowWithFacts | undefined> => {
    const sid = parseSid("FL", text);
    return sid === undefined ? undefined : await selectFlow(deps.sql, sid, visit.browser.hash);
  };

  const beginOf = (
    kind: FlowKind,
    { experience }: Opened,
    query: Query,
  ): { returnTo: string | null; data: FlowData } => {
    const returnTo = readReturnAddress(one(query.return), { origin, origins: experience.origins }) ?? null;
    if (kind === "link") {
      const to = one(query.to) === "email" ? "email" : "phone";
      return { returnTo: returnTo ?? `${HOME}?done=${to}`, data: { identifierKind: to } };
    }
    const reason = one(query.reason);
    if (kind === "step-up") {
      const asksForMore = one(query.level) === "2" ? { asksForMore: true as const } : {};
      return {
        returnTo,
        data: { reason: reason === "link" || reason === "delete" ? reason : "asked", ...asksForMore },
      };
    }
    if (kind === "password") return { returnTo: returnTo ?? `${HOME}?done=password`, data: {} };
    if (kind === "verify") {
      const nonce = readNonce(one(query.nonce));
      return { returnTo, data: { identifierKind: "phone", ...(nonce !== undefined && { nonce }) } };
    }
    return { returnTo, data: {} };
  };

  /** Whoever deletes their account may prove themselves at a provider, which ends the connection there too: no other proof goes before. */
  const isAskedByProvider = async (kind: FlowKind, { visit: { session } }: Opened): Promise<boolean> => {
    if (kind !== "delete" || !session || session.isRestricted) return false;
    const connected = await deps.users.identities(session.userSid);
    return connected.some(({ connectorId }) => deps.social.findProvider(connectorId) !== undefined);
  };

  /** Where somebody has to go before a flow of this kind can begin. */
  const beforeNew = (kind: FlowKind, { visit, experience }: Opened, query: Query): string | undefined => {
    if (kind === "reset" && !experience.signIn.methods.some(({ password }) => password)) return flows["sign-in"].path;
    const { path, needsSession, needsFreshSession } = flows[kind];
    const asksBack = readReturnAddress(one(query.return), { origin, origins: experience.origins }) !== undefined;
    if (kind === "verify" && !asksBack)
      throw new AppError("request.invalid", {
        parameter: "return",
        problem: "it is no address that may be returned to",
      });
    if (!needsSession) return undefined;
    const here = new URLSearchParams(keptOf(query)).toString();
    const back = path + (here ? `?${here}` : "");
    if (!visit.session) return `/sign-in?${new URLSearchParams({ return: back })}`;
    // What a number alone has opened proves nothing more by it.
    if (visit.session.isRestricted) return `${HOME}?done=restricted`;
    if (!needsFreshSession || visit.session.secondsSinceProof < FRESH_SECONDS) return undefined;
    return `/step-up?${new URLSearchParams({ reason: kind === "delete" ? "delete" : "link", return: back })}`;
  };
};

/** What an application knows of somebody is written into the field, where it can be read and there is such a field. */
function readHint(
  hint: string | undefined,
  { experience, service }: Opened,
): Pick<FlowData, "typed" | "identifierKind"> | undefined {
  if (!hint) return undefined;
  const kinds = experience.signIn.methods.map(({ identifier }) => identifier);
  const kind = kinds.find((one) => isReadable(one, hint, service));
  return kind && { typed: toShown(hint), identifierKind: kind };
}

function isReadable(kind: IdentifierType, text: string, service: Opened["service"]): boolean {
  try {
    readIdentifier(kind, { [kind]: text }, service);
    return true;
  } catch {
    return false;
  }
}

/** What a provider may be asked for, by kind and state of a flow. */
const SOCIAL_ACTIONS: Readonly<Record<string, SocialAction | undefined>> = {
  "sign-in identify": "sign-in",
  "sign-up identify": "sign-in",
  "step-up prove": "step-up",
  "delete confirm": "withdraw",
};

const isEntrance = (kind: FlowKind) => kind === "sign-in" || kind === "sign-up";

/** What a flow that is new is told by its address. */
function keptOf(query: Query): Record<string, string> {
  const kept = ["return", "to", "reason", "level", "nonce"].flatMap((name) => {
    const value = one(query[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}

const schemeOf = (query: Query): PreviewScheme => (one(query.scheme) === "dark" ? "dark" : "light");

/** A parameter that is there twice is none. */
const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

function pageOf(kind: FlowKind, landed: Extract<Landed, { at: "flow" }>): string {
  const parts = new URLSearchParams({ flow: landed.sid });
  const type = identifierTypes.find((one) => one === landed.failure?.field);
  if (type && !landed.flow?.data.proved) parts.set("with", type);
  else if (landed.isOfPageBefore) parts.set("change", "1");
  return `${flows[landed.flow?.kind ?? kind].path}?${parts}`;
}
