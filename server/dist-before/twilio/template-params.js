/** @module What Twilio's list of templates takes. */
import { z } from "zod";
import { optional, text } from "./fields.js";
import { pageFields } from "./paging.js";
export const templateQuery = z.object({ ...pageFields, FriendlyName: optional(text) });
//# sourceMappingURL=template-params.js.map