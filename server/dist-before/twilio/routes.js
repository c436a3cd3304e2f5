import { notFound } from "../http/create-server.js";
import { addGuard, requireAccountKey } from "../http/require-key.js";
import { attemptRoutes } from "./attempt-routes.js";
import { rateLimitRoutes } from "./rate-limit-routes.js";
import { FORM, parseForm, readQuery } from "./read-form.js";
import { respondTwilioError } from "./respond-error.js";
import { safeListRoutes } from "./safe-list-routes.js";
import { serviceRoutes } from "./service-routes.js";
import { templateRoutes } from "./template-routes.js";
import { verificationRoutes } from "./verification-routes.js";
export const twilioRoutes = async (app, options) => {
    app.setErrorHandler((error, request, reply) => respondTwilioError(error, request, reply));
    app.setNotFoundHandler((request, reply) => respondTwilioError(notFound(), request, reply));
    app.removeContentTypeParser(["application/json", "text/plain", FORM]);
    app.addContentTypeParser(FORM, { parseAs: "string" }, parseForm);
    app.addHook("onRequest", options.refuseOtherSites);
    addGuard(app, requireAccountKey(options.authenticate));
    app.addHook("preValidation", readQuery);
    // `options` holds the prefix too, which this plugin has already.
    const faces = { ...options, prefix: "" };
    await app.register(serviceRoutes, faces);
    await app.register(rateLimitRoutes, faces);
    await app.register(safeListRoutes, faces);
    await app.register(templateRoutes, faces);
    await app.register(attemptRoutes, faces);
    await app.register(verificationRoutes, faces);
};
//# sourceMappingURL=routes.js.map