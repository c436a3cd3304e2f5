import { AppError } from "../errors.js";
import { addGuard } from "../http/require-key.js";
import { respondError } from "../http/respond-error.js";
import { auditRoutes } from "./audit-routes.js";
import { connectorRoutes } from "./connector-routes.js";
import { experienceRoutes } from "./experience-routes.js";
import { keyRoutes } from "./key-routes.js";
import { limitRoutes } from "./limit-routes.js";
import { messageRoutes } from "./message-routes.js";
import { signingRoutes } from "./signing-routes.js";
import { templateRoutes } from "./template-routes.js";
export const managementRoutes = async (app, options) => {
    app.removeContentTypeParser(["application/x-www-form-urlencoded", "text/plain"]);
    // Many clients name a type with every request, and send nothing.
    const readJson = app.getDefaultJsonParser("error", "error");
    app.removeContentTypeParser("application/json");
    app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
        if (body === "")
            done(null, undefined);
        else
            readJson(request, body, done);
    });
    app.setErrorHandler((error, request, reply) => {
        const isForeign = error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE";
        const expected = "application/json";
        return respondError(isForeign ? new AppError("request.media_type", { expected }) : error, request, reply);
    });
    app.addHook("onRequest", options.refuseOtherSites);
    addGuard(app, options.guard);
    // `options` contains this plugin's prefix, which would be put before the paths a second time.
    const faces = { ...options, prefix: "" };
    await app.register(keyRoutes, faces);
    await app.register(limitRoutes, faces);
    await app.register(signingRoutes, faces);
    await app.register(connectorRoutes, faces);
    await app.register(messageRoutes, faces);
    await app.register(templateRoutes, faces);
    await app.register(experienceRoutes, faces);
    await app.register(auditRoutes, faces);
};
//# sourceMappingURL=routes.js.map