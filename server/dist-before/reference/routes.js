/** @module The API reference: the committed openapi.json under this server's own address, and a page that draws it. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import { referencePage } from "@munjigi/pages/reference";
import { allowOwnAssets } from "../http/security-headers.js";
const committed = new URL("../../../openapi.json", import.meta.url);
/** The files of Swagger UI. The Fastify plugin in the same package is not used. */
const swaggerUi = fileURLToPath(new URL("static", import.meta.resolve("@fastify/swagger-ui/package.json")));
const SERVED = ["/swagger-ui-bundle.js", "/swagger-ui.css"];
const KEEP_FILES_MS = 86_400_000;
export async function referenceRoutes(app, options) {
    const { guard } = options;
    app.get("/openapi.json", async (_request, reply) => reply
        .header("access-control-allow-origin", "*")
        .header("cross-origin-resource-policy", "cross-origin")
        .type("application/json; charset=utf-8")
        .send(await readDocument(options)));
    app.get("/docs", { onRequest: guard }, async (_request, reply) => allowOwnAssets(reply).type("text/html; charset=utf-8").send(referencePage()));
    await app.register(fastifyStatic, {
        root: swaggerUi,
        prefix: "/docs/ui/",
        index: false,
        decorateReply: false,
        maxAge: KEEP_FILES_MS,
        allowedPath: (path) => SERVED.includes(path),
    });
}
/** Reads the file for each request: requests are rare, and its text would occupy memory all the time. */
async function readDocument({ origin, environment }) {
    const document = JSON.parse(await readFile(committed, "utf8"));
    document.servers = [{ url: origin }];
    // Production has no inbox, so its operations are left out.
    if (environment === "production")
        for (const path of Object.keys(document.paths))
            if (path.startsWith("/dev/"))
                delete document.paths[path];
    return JSON.stringify(document);
}
//# sourceMappingURL=routes.js.map