/** @module What all parts have in common. Each part is imported by its own name: `@munjigi/client/browser`, … */

export type { BrowserClient, BrowserOptions, SignInOptions, SignInResult, SocialSignInOptions } from "./browser.js";
// biome-ignore lint/performance/noBarrelFile: the package's own entry; the parts do not import it.
export { type ClientErrorCode, type ErrorFacts, MunjigiError } from "./errors.js";
export type {
  AnswerOf,
  FullAnswer,
  ManagementClient,
  ManagementOptions,
  PathOf,
  ProblemCode,
  RequestOf,
  Schema,
} from "./management.js";
export type { AccessTokenClaims, IdTokenClaims, VerificationClaims } from "./tokens.js";
export type { Verifier, VerifierOptions } from "./verify.js";
