/**
 * The app's own backend, as small as it can be: gives the page a session with a nonce, and signs in whoever brings a
 * verification token that was made for that session. Node 20 or later, no packages.
 */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { BadToken, createVerifier } from "./verify-token.mjs";

const {
  MUNJIGI_URL: munjigiUrl = "http://localhost:8010",
  MUNJIGI_PUBLISHABLE_KEY: publishableKey,
  MUNJIGI_SERVICE_SID: serviceSid,
  PORT = "4003",
  APP_URL = `http://localhost:${PORT}`,
} = process.env;
if (!publishableKey || !serviceSid) {
  process.stderr.write("Set MUNJIGI_PUBLISHABLE_KEY and MUNJIGI_SERVICE_SID: see README.md.\n");
  process.exit(1);
}

const verifyToken = createVerifier({ issuer: munjigiUrl, audience: serviceSid });

// ---- sessions ----

const SESSION_SECONDS = 3600;
/** Session id → `{nonce, phoneNumber, endsAt}`. A real app has these in its database. */
const sessions = new Map();
/** `jti` of tokens that were used → when they expire. In a database: a unique column. */
const usedTokens = new Map();

setInterval(() => {
  for (const [id, { endsAt }] of sessions) if (endsAt < Date.now()) sessions.delete(id);
  for (const [jti, expiresAt] of usedTokens) if (expiresAt < Date.now()) usedTokens.delete(jti);
}, 60_000).unref();

const COOKIE = APP_URL.startsWith("https:") ? "__Host-session" : "session";

function findSession(request) {
  const [, id] = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(request.headers.cookie ?? "") ?? [];
  const session = sessions.get(id);
  return session && session.endsAt > Date.now() ? { id, ...session } : undefined;
}

/** A session under a new name, so that nobody can give a browser one they know. */
function startSession(response, phoneNumber) {
  const id = randomBytes(24).toString("base64url");
  const session = {
    nonce: randomBytes(24).toString("base64url"),
    phoneNumber,
    endsAt: Date.now() + SESSION_SECONDS * 1000,
  };
  sessions.set(id, session);
  const secure = APP_URL.startsWith("https:") ? "; Secure" : "";
  const cookie = `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${SESSION_SECONDS}${secure}`;
  response.setHeader("set-cookie", cookie);
  return session;
}

// ---- what the page asks for ----

const actions = {
  /** What the page needs to begin. The same session keeps its nonce: a code that is on its way belongs to it. */
  "/session": async (request, response) => {
    const { nonce, phoneNumber } = findSession(request) ?? startSession(response);
    return { munjigiUrl, publishableKey, nonce, phoneNumber };
  },

  "/sign-in": async (request, response, { verificationToken }) => {
    const session = findSession(request);
    if (!session) throw new Refusal("the session is over");
    const claims = await verifyToken(verificationToken).catch((error) => {
      throw error instanceof BadToken ? new Refusal(error.message) : error;
    });
    // Only for the browser that asked for the code: a token that was taken elsewhere is worth nothing here.
    if (claims.nonce !== session.nonce) throw new Refusal("it is for another session");
    if (usedTokens.has(claims.jti)) throw new Refusal("it was used before");
    usedTokens.set(claims.jti, claims.exp * 1000);
    sessions.delete(session.id);
    // Here the app looks up or makes its user, by `claims.phone_number` (E.164).
    const { phoneNumber } = startSession(response, claims.phone_number);
    return { phoneNumber };
  },

  "/sign-out": async (request) => {
    sessions.delete(findSession(request)?.id);
    return {};
  },
};

class Refusal extends Error {}

// ---- HTTP ----

const files = {
  "/": ["index.html", "text/html"],
  "/phone.css": ["phone.css", "text/css"],
  "/phone.js": ["phone.js", "text/javascript"],
  "/texts.js": ["texts.js", "text/javascript"],
  "/challenge-worker.js": ["challenge-worker.js", "text/javascript"],
};

const headers = {
  "content-security-policy": `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; worker-src 'self'; connect-src 'self' ${munjigiUrl}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

const server = createServer(async (request, response) => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const { pathname } = new URL(request.url, "http://localhost");
  try {
    if (request.method === "GET" && Object.hasOwn(files, pathname)) {
      const [name, type] = files[pathname];
      response.setHeader("content-type", `${type}; charset=utf-8`);
      response.end(await readFile(new URL(name, import.meta.url)));
    } else if (request.method === "POST" && Object.hasOwn(actions, pathname)) {
      answer(response, 200, await actions[pathname](request, response, await readJson(request)));
    } else answer(response, 404, { message: "There is nothing here." });
  } catch (error) {
    if (error instanceof Refusal)
      return answer(response, 401, { message: `The sign-in was refused: ${error.message}.` });
    process.stderr.write(`${error.stack}\n`);
    answer(response, 500, { message: "Something went wrong." });
  }
});

function answer(response, status, body) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** JSON only: no form of another site can send it. */
async function readJson(request) {
  if (request.headers["content-type"] !== "application/json") throw new Refusal("it is not JSON");
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 16_384) throw new Refusal("it is too long");
  }
  try {
    return { ...JSON.parse(text) };
  } catch {
    throw new Refusal("it is not JSON");
  }
}

server.listen(Number(PORT), "localhost", () => {
  process.stdout.write(`The page is at ${APP_URL}\n`);
});
