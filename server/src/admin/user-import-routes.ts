/** @module People who are brought along: a file taken in, how far it is, and what became of each line. */
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AppError, type Language } from "../errors.js";
import { readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { languageOf } from "../http/respond-error.js";
import type { ImportJob, LineResult, UserImports } from "../users/import/user-imports.js";
import { yesOrNo } from "./page-query.js";

export interface UserImportRoutesOptions {
  userImports: Omit<UserImports, "worker" | "jobs">;
  /** Lets pass whoever may; asked once more when the last line has come. */
  guard: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}

export const NDJSON = "application/x-ndjson";
/** A file of which nothing comes for so long has broken off. */
const IDLE_MS = 30_000;

const importQuery = z.strictObject({
  dryRun: yesOrNo.describe("Nobody is made; the report says what would be."),
  adopt: yesOrNo.describe(
    "An account that has a line's verified number, address or social account is the same person's, and gets all that the line has.",
  ),
});
const params = z.strictObject({ id: z.string() });
const nothing = z.strictObject({});
const count = z.int();

export const importResource = z.strictObject({
  id: z.string().describe("`UI…`"),
  by: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
  status: z.enum(["waiting", "running", "done", "canceled"]),
  dryRun: z.boolean(),
  adopt: z.boolean(),
  counts: z.strictObject({
    lines: count.describe("People in the file."),
    created: count,
    updated: count,
    unchanged: count,
    refused: count,
  }),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
});
importResource.register(z.globalRegistry, { id: "UserImport" });

const one = { params, querystring: nothing };
const answer = { 200: importResource };
const readImportSid = (text: string) => readSid("UI", text, "user_import.not_found");

export const userImportRoutes: FastifyPluginAsyncZod<UserImportRoutesOptions> = async (app, { userImports, guard }) => {
  app.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));

  app.post(
    "/users/import",
    {
      config: { takesFile: true },
      schema: {
        consumes: [NDJSON],
        querystring: importQuery,
        // As it comes: no more of it is in memory than some hundred lines.
        body: z.any().meta({ type: "string", description: "A JSON object for each person, one a line." }),
        response: { 202: importResource },
      },
    },
    async (request, reply) => {
      // A passkey that was shown before the first line counts for the whole file.
      const stillMay = () =>
        guard(request, reply).catch((error) => {
          if (!(error instanceof AppError && error.code === "console.proof_too_old")) throw error;
        });
      const job = await userImports
        .receive(fileOf(request), request.query, actorOf(request), stillMay)
        .catch((error) => {
          // Whoever is still sending is to hear why they may stop: a connection that is cut would take the answer with it.
          if (request.body instanceof Readable) request.body.resume();
          request.raw.socket.setTimeout(IDLE_MS, () => request.raw.socket.destroy());
          reply.header("connection", "close");
          throw error;
        });
      return reply.code(202).header("location", `/api/users/imports/${job.sid}`).send(toImport(job));
    },
  );

  app.get(
    "/users/imports",
    { schema: { querystring: nothing, response: { 200: z.strictObject({ imports: z.array(importResource) }) } } },
    async () => ({ imports: (await userImports.list()).map(toImport) }),
  );

  app.get("/users/imports/:id", { schema: { ...one, response: answer } }, async (request) =>
    toImport(await userImports.find(readImportSid(request.params.id))),
  );

  app.post("/users/imports/:id/cancel", { schema: { ...one, response: answer } }, async (request) =>
    toImport(await userImports.cancel(readImportSid(request.params.id), actorOf(request))),
  );

  app.get(
    "/users/imports/:id/report",
    { schema: { ...one, response: { 200: { content: { [NDJSON]: { schema: z.string() } } } } } },
    async (request, reply) => {
      const sid = readImportSid(request.params.id);
      const parts = await userImports.report(sid);
      const language = languageOf(request);
      async function* write() {
        for await (const results of parts) yield results.map((result) => writeResult(result, language)).join("");
      }
      return reply
        .type(NDJSON)
        .header("content-disposition", `attachment; filename="${sid}.ndjson"`)
        .send(Readable.from(write()) as never);
    },
  );
};

/** The bytes of a file, unpacked, as they come. */
function fileOf(request: FastifyRequest): AsyncIterable<Buffer> {
  const { body } = request;
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (!(body instanceof Readable) || !["identity", "gzip"].includes(encoding))
    throw new AppError("request.media_type", { expected: `${NDJSON}, as it is or with Content-Encoding: gzip` });
  const file = whileItComes(body);
  // What goes wrong before it goes wrong behind it too: `pipe` alone would wait for ever.
  return encoding === "gzip" ? pipeline(Readable.from(file), createGunzip(), () => {}) : file;
}

/** Throws `request.timeout` where the next piece does not come. */
async function* whileItComes(body: Readable): AsyncGenerator<Buffer> {
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new AppError("request.timeout")), IDLE_MS);
    });
    const { value, done } = await Promise.race([pieces.next(), late]).finally(() => clearTimeout(timer));
    if (done) return;
    yield value;
  }
}

/** A line of the report. Problems are told in the caller's language, and name what is wrong without repeating it. */
function writeResult(result: LineResult, language: Language): string {
  const { line } = result;
  if (result.result !== "refused") return `${JSON.stringify(result)}\n`;
  const problems = result.problems.map(({ code, path, line: other }) => ({
    code,
    ...(path !== undefined && { path }),
    ...(other !== undefined && { line: other }),
    message: new AppError(code, {
      ...(path !== undefined && { parameter: path }),
      ...(other !== undefined && { line: other }),
    }).text(language),
  }));
  return `${JSON.stringify({ line, result: "refused", problems })}\n`;
}

function toImport(job: ImportJob) {
  const { sid, actorKind, actorId, status, dryRun, adopt, lines, created, updated, unchanged, refused } = job;
  return {
    ...{ id: sid, by: { kind: actorKind, id: actorId }, dryRun, adopt },
    status: status === "receiving" ? ("waiting" as const) : status,
    counts: { lines, created, updated, unchanged, refused },
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    endedAt: job.endedAt?.toISOString() ?? null,
  };
}
