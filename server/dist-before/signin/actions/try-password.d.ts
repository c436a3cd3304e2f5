/** @module `try-password`: an account's password; and the ways between a code and a password. */
import { type Action } from "../step.js";
export declare const tryPassword: Action;
/** From the code to the password: settings offer both. */
export declare const usePassword: Action;
export declare const useCode: Action;
