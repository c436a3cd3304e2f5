// The peer: better-auth with its phoneNumber plugin on node:http and a pg pool. The code leaves in a header, because the
// load generator must not need another request to learn it. /consume is what an application would write that wants a
// phone checked and neither user nor session made.
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { phoneNumber } from "better-auth/plugins";
import pg from "pg";

const { PORT, DATABASE_URL } = process.env;
const options = {
  baseURL: `http://localhost:${PORT}`,
  secret: "bench-secret-0123456789abcdef-0123456789",
  database: new pg.Pool({ connectionString: DATABASE_URL, max: 16 }),
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  plugins: [
    phoneNumber({
      sendOTP: ({ code }, context) => context.setHeader("x-code", code),
      signUpOnVerification: { getTempEmail: (number) => `${number.slice(1)}@example.com` },
    }),
  ],
};
await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);
const handle = toNodeHandler(auth);

const server = createServer(async (request, response) => {
  if (request.url === "/readyz") return response.end("ok");
  if (request.url !== "/consume") return handle(request, response);
  const answer = (status, body) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  try {
    let text = "";
    for await (const chunk of request) text += chunk;
    answer(200, await auth.api.consumePhoneNumberOTP({ body: JSON.parse(text) }));
  } catch (error) {
    answer(400, { message: error.message });
  }
});
server.listen(Number(PORT), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
