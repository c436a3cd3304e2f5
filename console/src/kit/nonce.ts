/** @module What the server left in the document for styles that libraries write into it: without it the policy refuses them. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
