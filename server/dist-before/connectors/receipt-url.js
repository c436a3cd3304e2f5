/** @module Where vendors post their delivery reports. */
/** Behind this come a connector's receipt token and nothing else. */
export const RECEIPTS = "/hooks/receipts";
export const receiptUrlOf = (origin, token) => `${origin}${RECEIPTS}/${token}`;
//# sourceMappingURL=receipt-url.js.map