/** @module What this room does again and again. */
import type { Job } from "../jobs/repeat.js";
import { type AskDependencies, askVendors } from "./ask-vendors.js";

/** The dispatcher is none of them: it has a rhythm of its own. */
export const deliveryJobs = (dependencies: AskDependencies): Job[] => [
  { name: "ask vendors", seconds: 5, work: () => askVendors(dependencies) },
];
