/** @module Where vendors post their delivery reports. */
/** Behind this come a connector's receipt token and nothing else. */
export declare const RECEIPTS = "/hooks/receipts";
export declare const receiptUrlOf: (origin: string, token: string) => string;
