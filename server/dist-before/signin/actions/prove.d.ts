import { type Action } from "../step.js";
export declare const prove: Action;
