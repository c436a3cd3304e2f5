/** @module A stand-in of every provider, each on a name of its own, and its connector in force. */
import { fakeApple } from "@munjigi/testkit/social/apple";
import type { FakeProvider } from "@munjigi/testkit/social/fake-provider";
import { fakeGoogle } from "@munjigi/testkit/social/google";
import { fakeKakao, kakaoConsole } from "@munjigi/testkit/social/kakao";
import { fakeNaver, naverConsole } from "@munjigi/testkit/social/naver";
import { fakeOidc } from "@munjigi/testkit/social/oidc";
import type { Suite } from "../harness.js";
import { manage } from "../kit/vendors.js";

export const providerNames = ["kakao", "naver", "google", "apple", "oidc", "oauth2"] as const;
export type ProviderName = (typeof providerNames)[number];

export interface ProviderAtWork {
  fake: FakeProvider;
  /** The connector's. */
  id: string;
  /** Where it exchanges codes. */
  tokenPath: string;
  /** Whether it can be told that a connection is over. */
  canRevoke: boolean;
}

export type ProvidersAtWork = Record<ProviderName, ProviderAtWork>;

interface Made {
  kind: string;
  fake: FakeProvider;
  config: object;
  tokenPath: string;
  canRevoke?: boolean;
}

const makers: Record<ProviderName, () => Promise<Made>> = {
  async kakao() {
    const fake = await fakeKakao({ host: "kakao.test" });
    const { restApiKey: clientId, clientSecret, adminKey, appId } = kakaoConsole;
    const config = { clientId, clientSecret, adminKey, appId: String(appId), endpoints: fake.endpoints };
    return { kind: "kakao-universal", fake, config, tokenPath: "/oauth/token" };
  },
  async naver() {
    const fake = await fakeNaver({ host: "naver.test" });
    const { clientId, clientSecret } = naverConsole;
    const config = { clientId, clientSecret, endpoints: fake.endpoints };
    return { kind: "naver-universal", fake, config, tokenPath: "/oauth2/token" };
  },
  async google() {
    const fake = await fakeGoogle({ host: "google.test" });
    const { clientId, clientSecret, endpoints } = fake;
    return { kind: "google-universal", fake, config: { clientId, clientSecret, endpoints }, tokenPath: "/token" };
  },
  async apple() {
    const fake = await fakeApple({ host: "apple.test" });
    const { servicesId: clientId, teamId, keyId, privateKey } = fake.team;
    const config = { clientId, teamId, keyId, privateKey, endpoints: fake.endpoints };
    return { kind: "apple-universal", fake, config, tokenPath: "/auth/token" };
  },
  async oidc() {
    const fake = await fakeOidc({ host: "oidc.test" });
    const { issuer, clientId, clientSecret } = fake;
    return { kind: "oidc", fake, config: { issuer, clientId, clientSecret, label: "하늘" }, tokenPath: "/token" };
  },
  async oauth2() {
    const fake = await fakeOidc({ host: "oauth2.test" });
    const config = {
      client_id: fake.clientId,
      client_secret: fake.clientSecret,
      authorize_url: fake.endpoints.authorize,
      access_token_url: fake.endpoints.token,
      api_base_url: `${fake.loopback}/`,
      label: "바다",
    };
    return { kind: "oauth2", fake, config, tokenPath: "/token", canRevoke: false };
  },
};

/** All of them. They are known everywhere a second later. */
export async function startProviders({ origin }: Pick<Suite, "origin">): Promise<ProvidersAtWork> {
  const entries: [ProviderName, ProviderAtWork][] = [];
  for (const name of providerNames) {
    const { kind, fake, config, tokenPath, canRevoke = true } = await makers[name]();
    const made = await manage(origin, "POST", "/connectors", { connectorId: kind, config });
    if (made.status !== 201) throw new Error(`no connector: ${JSON.stringify(made.body)}`);
    entries.push([name, { fake, tokenPath, canRevoke, id: made.body.id }]);
  }
  return Object.fromEntries(entries) as ProvidersAtWork;
}
