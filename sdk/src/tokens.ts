/** @module What the server's tokens say. */

interface CommonClaims {
  iss: string;
  sub: string;
  /** Seconds since 1970. */
  iat: number;
  /** Seconds since 1970. */
  exp: number;
  [claim: string]: unknown;
}

/** Of a verification token: a number was verified. */
export interface VerificationClaims extends CommonClaims {
  /** The service, `VA…`. `sub` is the verification, `VE…`. */
  aud: string;
  /** Store it in a unique column, so that the token works once. */
  jti: string;
  /** E.164: `+821012345678`. */
  phone_number: string;
  phone_number_verified: true;
  /** The one your session gave to the page. */
  nonce?: string;
}

/** Of an access token for an API of yours, RFC 9068. `sub` is the user, or the application where nobody is signed in. */
export interface AccessTokenClaims extends CommonClaims {
  aud: string | string[];
  client_id: string;
  jti: string;
  /** Separated by blanks. */
  scope?: string;
}

/** Of an id_token, OpenID Connect Core §2 and §5.1. */
export interface IdTokenClaims extends CommonClaims {
  aud: string | string[];
  nonce?: string;
  auth_time?: number;
  acr?: string;
  amr?: string[];
  name?: string;
  picture?: string;
  phone_number?: string;
  phone_number_verified?: boolean;
  email?: string;
  email_verified?: boolean;
}
