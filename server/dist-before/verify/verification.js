/** Codes sent per verification (of a recipient, where strangers may start), and codes checked; Twilio's figures. */
export const MAX_SENDS = 5;
export const MAX_CHECKS = 5;
//# sourceMappingURL=verification.js.map