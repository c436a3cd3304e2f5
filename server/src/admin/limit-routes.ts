/** @module The limits of a service's public phone API. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { ServiceCache } from "../settings/find-service.js";
import { limitsSchema } from "../settings/limits.js";
import { changeServiceLimits, limitChanges, showServiceLimits } from "../settings/service-limits.js";
import { parseSid } from "../sid.js";

export interface LimitRoutesOptions {
  sql: Database;
  services: ServiceCache;
}

const params = z.strictObject({ sid: z.string() });
const resource = z.strictObject({
  limits: limitsSchema,
  changed: z.array(z.string()).describe("The names of those that are not the default."),
});
resource.register(z.globalRegistry, { id: "Limits" });

export const limitRoutes: FastifyPluginAsyncZod<LimitRoutesOptions> = async (app, options) => {
  app.get("/services/:sid/limits", { schema: { params, response: { 200: resource } } }, async (request) =>
    showServiceLimits(options, readSid(request.params.sid)),
  );

  app.patch(
    "/services/:sid/limits",
    { schema: { params, body: limitChanges, response: { 200: resource } } },
    async (request) => await changeServiceLimits(options, readSid(request.params.sid), request.body),
  );
};

function readSid(text: string): string {
  const sid = parseSid("VA", text);
  if (!sid) throw new AppError("service.not_found");
  return sid;
}
