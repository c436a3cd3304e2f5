/** @module OpenID Connect: applications sign people in, and learn who they are. The face of this room. */
import type { JWK } from "jose";
import type Provider from "oidc-provider";
import type { Applications } from "../applications/applications.js";
import { recordEvent } from "../audit/record.js";
import { inTransaction } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import type { SigninApplications } from "../signin/visit.js";
import type { SigningKeys } from "../signing-keys/signing-keys.js";
import { type BackChannelDependencies, tellOfEndedSessions } from "./back-channel.js";
import { continuePath } from "./lead-to-page.js";
import { createProvider, type ProviderDependencies } from "./provider.js";
import { createRequests, type Requests } from "./requests.js";
import { deleteAllowed, sweepOidc } from "./store.js";

export interface OidcDependencies extends Omit<ProviderDependencies, "leadToPage" | "drawError"> {
  applications: Pick<Applications, "cached" | "cachedResource">;
  signingKeys: Pick<SigningKeys, "privateJwks">;
}

export interface Oidc {
  /** What sign-in asks of applications. */
  applications: SigninApplications;
  requests: Requests;
  /** The library with the keys of this moment. `pages`: what only routes can do for it. */
  provider: (pages?: Pages) => Promise<Provider>;
  jobs: readonly Job[];
}

export type Pages = Pick<ProviderDependencies, "leadToPage" | "drawError">;

const SWEEP_BATCH = 1000;
const SWEEP_SECONDS = 3600;
/** Sessions that end are told of within seconds. */
const TELL_SECONDS = 1;

export function createOidc(deps: OidcDependencies): Oidc {
  const { sql, signingKeys, applications } = deps;
  const requests = createRequests(deps);

  let made: { kids: string; pages: Pages | undefined; provider: Provider } | undefined;
  const noPages: Pages = {
    leadToPage: () => Promise.reject(new Error("there is no page here")),
    drawError: () => Promise.reject(new Error("there is no page here")),
  };
  const providerOf = async (pages?: Pages): Promise<Provider> => {
    const keys: JWK[] = await signingKeys.privateJwks();
    const kids = keys.map(({ kid }) => kid).join();
    // A set of keys is fixed once the library has it.
    if (made?.kids !== kids || (pages && made.pages !== pages)) {
      const drawing = pages ?? made?.pages;
      made = { kids, pages: drawing, provider: createProvider({ ...deps, ...(drawing ?? noPages) }, keys) };
    }
    return made.provider;
  };
  const backChannel: BackChannelDependencies = { ...deps, provider: () => providerOf() };

  return {
    requests,
    provider: providerOf,
    applications: {
      async asked(returnTo) {
        const id = /^\/oidc\/continue\/([\w-]+)/.exec(returnTo ?? "")?.[1];
        const request = id === undefined ? undefined : await requests.find(id);
        if (!request?.query) return undefined;
        const application = await applications.cached(request.applicationSid);
        return {
          loginHint: request.query.get("login_hint") ?? undefined,
          serviceSid: application?.serviceSid ?? null,
          cancelHref: continuePath(request.id, "declined"),
        };
      },
      disallow: (userSid, sid, actor) =>
        inTransaction(sql, async (tx) => {
          if (!(await deleteAllowed(tx, userSid, sid))) return;
          await recordEvent(tx, {
            ...{ type: "grant.ended", actor, subject: { kind: "user", id: userSid } },
            data: { application: sid, reason: "disconnected" },
          });
        }),
    },
    jobs: [
      {
        name: "tell applications of ended sessions",
        seconds: TELL_SECONDS,
        work: () => tellOfEndedSessions(backChannel),
      },
      {
        name: "forget codes and refresh tokens",
        seconds: SWEEP_SECONDS,
        work: async () => {
          while ((await sweepOidc(sql, SWEEP_BATCH)) === SWEEP_BATCH);
        },
      },
    ],
  };
}
