/** @module Where providers of social sign-in send people back to, and post their notices to. */

/** The one address that is registered at all providers; a provider that may not share it has its connector's id behind it. */
export const CALLBACK = "/social/callback";
/** Behind this come the token of a connector and nothing else. */
export const NOTICES = "/social/notices";

/** `id`: of a connector that may not share the address. */
export const callbackUrlOf = (origin: string, id?: string) => `${origin}${CALLBACK}${id === undefined ? "" : `/${id}`}`;
export const noticeUrlOf = (origin: string, token: string) => `${origin}${NOTICES}/${token}`;
