/** @module Where somebody's authenticator app is. */

export const TOTP = "/account/totp";
