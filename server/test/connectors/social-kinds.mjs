/**
 * @module Kinds of social sign-in for the suites here, loaded as a team's own are: one as the built-in ones, one with odd needs,
 * one that hangs.
 */
import { z } from "zod";

const settings = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().optional().meta({ secret: true }),
  timeoutMs: z.int().optional(),
});

const kind = {
  id: "fake-social",
  type: "Social",
  brand: "kakao",
  name: { ko: "가짜", en: "Fake" },
  docs: "docs/connectors/README.md",
  settings,
  remedies: { KOE006: { ko: "주소를 등록해 주세요.", en: "Register the address." } },
  sharesRedirectUri: async () => true,
  authorizationUrl: async () => "https://provider.example/authorize",
  exchange: async () => {
    throw new Error("nobody comes back here");
  },
  notice: async () => ({ notices: [], answer: { status: 200 } }),
};

const { notice: _, ...quiet } = kind;

export default [
  kind,
  { ...quiet, id: "fake-own-address", brand: "other", sharesRedirectUri: async () => false },
  { ...quiet, id: "fake-hanging", brand: "other", sharesRedirectUri: () => new Promise(() => {}) },
];
