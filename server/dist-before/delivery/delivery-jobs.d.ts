/** @module What this room does again and again. */
import type { Job } from "../jobs/repeat.js";
import { type AskDependencies } from "./ask-vendors.js";
/** The dispatcher is not among them: it is woken by messages, and polls by itself. */
export declare const deliveryJobs: (dependencies: AskDependencies) => Job[];
