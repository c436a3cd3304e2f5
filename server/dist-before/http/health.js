import { AppError } from "../errors.js";
const READY_WITHIN_MS = 2000;
export async function healthRoutes(app, options) {
    app.get("/livez", async () => ({ status: "ok" }));
    app.get("/readyz", async () => {
        if (options.isStopping())
            throw new AppError("server.unavailable", { retryAfterSeconds: 1 });
        await withinTime(options.pingDatabase());
        return { status: "ok" };
    });
    app.get("/metrics", { onRequest: options.guardMetrics }, async (_request, reply) => {
        await options.refreshGauges().catch(() => { });
        return reply.type(options.metrics.registry.contentType).send(await options.metrics.registry.metrics());
    });
}
async function withinTime(work) {
    const late = new Promise((_, fail) => {
        setTimeout(() => fail(new AppError("server.unavailable", { retryAfterSeconds: 1 })), READY_WITHIN_MS).unref();
    });
    await Promise.race([work, late]);
}
//# sourceMappingURL=health.js.map