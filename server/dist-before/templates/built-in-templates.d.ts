/** @module The templates that every deployment has. Their identifiers never change. */
import type { Template } from "./template.js";
export declare const builtInTemplates: readonly Template[];
