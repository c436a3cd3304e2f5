import { type Action } from "../step.js";
/** Without script nothing ticks the boxes behind `all`, so it stands for every one. */
export declare const agree: Action;
export declare const fillProfile: Action;
export declare const setPassword: Action;
