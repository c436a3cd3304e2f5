import { type Action } from "../step.js";
/** Leads to the page of the password, whether there is an account or not. */
export declare const nameAccount: Action;
