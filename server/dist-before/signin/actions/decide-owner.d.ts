import { type Action } from "../step.js";
/** The account has only this number: it is opened, and held back for a day. */
export declare const openByNumber: Action;
/** The number goes over to a new account. */
export declare const beginAnew: Action;
