/** @module What this room does again and again. */
import type { Job } from "../jobs/repeat.js";
import { type AskDependencies, askVendors } from "./ask-vendors.js";

/** The dispatcher is not among them: it is woken by messages, and polls by itself. */
export const deliveryJobs = (dependencies: AskDependencies): Job[] => [
  { name: "ask vendors", seconds: 5, work: () => askVendors(dependencies) },
];
