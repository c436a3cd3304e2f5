/** @module What a provider publishes of itself, kept for an hour: https://openid.net/specs/openid-connect-discovery-1_0.html */
import { z } from "zod";
import type { OutsideContext } from "../contract.js";
import { callProvider, reasonOfStatus, waitFor, withOwnTime } from "./call-provider.js";
import { SocialFailure } from "./contract.js";

const address = z.string().refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""));

/** Signatures that anybody can check and only the provider can make. */
const asymmetric = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

const providerMetadata = z.object({
  issuer: z.string(),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  userinfo_endpoint: address.optional(),
  revocation_endpoint: address.optional(),
  authorization_response_iss_parameter_supported: z.boolean().catch(false).default(false),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
  id_token_signing_alg_values_supported: z
    .array(z.string())
    .default(["RS256"])
    .transform((values) => values.filter((value) => asymmetric.includes(value))),
});

export type ProviderMetadata = z.infer<typeof providerMetadata>;

const MAX_AGE_MS = 3_600_000;

interface Known {
  metadata: Promise<ProviderMetadata>;
  askedAt: number;
}

/** By settings object. */
const known = new WeakMap<object, Known>();

/** Many that need it at once wait for one fetch; a failure is not kept. Throws `SocialFailure`. */
export async function discover(own: { issuer: string }, context: OutsideContext): Promise<ProviderMetadata> {
  const now = context.clock().getTime();
  const kept = known.get(own);
  const age = kept ? now - kept.askedAt : MAX_AGE_MS;
  if (kept && age >= 0 && age < MAX_AGE_MS) return await waitFor(kept.metadata, context);
  const metadata = fetchMetadata(own.issuer, withOwnTime(context)).catch((error: unknown) => {
    known.delete(own);
    throw error;
  });
  known.set(own, { metadata, askedAt: now });
  return await waitFor(metadata, context);
}

async function fetchMetadata(issuer: string, context: OutsideContext): Promise<ProviderMetadata> {
  const base = issuer.replace(/\/$/, "");
  const { status, json } = await callProvider(context, `${base}/.well-known/openid-configuration`);
  if (status !== 200)
    throw new SocialFailure(reasonOfStatus(status), "the provider publishes no metadata", {
      vendorCode: `discovery.${status}`,
    });
  const { data } = providerMetadata.safeParse(json);
  if (!data) throw new SocialFailure("provider_down", "the provider's metadata cannot be read");
  // A provider of another name could pass people of a third one off as its own.
  if (data.issuer.replace(/\/$/, "") !== base)
    throw new SocialFailure("misconfigured", "the metadata are of another issuer", { vendorCode: "discovery.issuer" });
  return data;
}
