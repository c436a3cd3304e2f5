/** @module Which release this is (Semantic Versioning): that of `package.json`. */
import { createRequire } from "node:module";

export const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
