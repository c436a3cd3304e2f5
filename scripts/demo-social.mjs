// `npm run demo:social`: the server in development with stand-ins of Kakao, Naver, Google and Apple, so that every button works in a
// browser without an account anywhere. Everything is in a folder of its own that is removed at the end; PORT is 8010 unless set. Needs
// what `npm ci` has built.
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fakeApple } from "@munjigi/testkit/social/apple";
import { fakeGoogle } from "@munjigi/testkit/social/google";
import { fakeKakao, kakaoConsole } from "@munjigi/testkit/social/kakao";
import { fakeNaver, naverConsole } from "@munjigi/testkit/social/naver";
import { explain } from "../server/dist/start/run-server.js";
import { startServer } from "../server/dist/start/start.js";

const GIVE_UP_MS = 10_000;
const adminToken = randomBytes(24).toString("hex");

const folder = await mkdtemp(join(tmpdir(), "munjigi-demo-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const starting = startServer({
  PORT: process.env.PORT ?? "8010",
  MUNJIGI_DATA_DIR: folder,
  MUNJIGI_ADMIN_TOKEN: adminToken,
  // The stand-ins are on this machine.
  MUNJIGI_ALLOW_PRIVATE_NETWORK: "true",
  MUNJIGI_LOG_LEVEL: process.env.MUNJIGI_LOG_LEVEL ?? "warn",
});
let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void end(0));

try {
  const { origin } = (await starting).config;
  const providers = await standIn(origin);
  for (const { connectorId, config } of providers) await connect(origin, connectorId, config);
  process.stdout.write(tell(origin, providers));
} catch (error) {
  if (!isEnding) process.stderr.write(`${explain(error)}\n`);
  await end(1);
}

/** Ctrl+C under npm arrives twice: the second one changes nothing. */
async function end(code) {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(1), GIVE_UP_MS).unref();
  const running = await starting.catch(() => undefined);
  await running?.stop();
  // As root PostgreSQL's files may lie where its own user can reach them.
  if (running?.embeddedFolder) rmSync(dirname(running.embeddedFolder), { recursive: true, force: true });
  process.exit(code);
}

/** The stand-ins, each with the one address to come back to in its console. They end with this process. */
async function standIn(origin) {
  const redirectUris = [`${origin}/social/callback`];
  // By the loopback's number, because not every browser knows names below `localhost`; it is another site than `localhost` all the same.
  const [kakao, naver, google, apple] = await Promise.all([fakeKakao(), fakeNaver(), fakeGoogle(), fakeApple()]);
  kakao.console = { ...kakao.console, redirectUris };
  naver.console = { ...naver.console, callbackUrls: redirectUris };
  google.redirectUris = redirectUris;
  apple.redirectUris = redirectUris;
  const { restApiKey, clientSecret, adminKey, appId } = kakaoConsole;
  const { servicesId, teamId, keyId, privateKey } = apple.team;
  return [
    {
      ...{ fake: kakao, name: "Kakao", connectorId: "kakao-universal" },
      config: { clientId: restApiKey, clientSecret, adminKey, appId: String(appId), endpoints: kakao.endpoints },
    },
    {
      ...{ fake: naver, name: "Naver", connectorId: "naver-universal" },
      config: {
        ...{ clientId: naverConsole.clientId, clientSecret: naverConsole.clientSecret },
        endpoints: naver.endpoints,
      },
    },
    {
      ...{ fake: google, name: "Google", connectorId: "google-universal" },
      config: { clientId: google.clientId, clientSecret: google.clientSecret, endpoints: google.endpoints },
    },
    {
      ...{ fake: apple, name: "Apple", connectorId: "apple-universal" },
      config: { clientId: servicesId, teamId, keyId, privateKey, endpoints: apple.endpoints },
    },
  ];
}

/** As an administrator does it. */
async function connect(origin, connectorId, config) {
  const response = await fetch(`${origin}/api/connectors`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ connectorId, config }),
  });
  if (!response.ok) throw new Error(`${connectorId} cannot be set up: ${await response.text()}`);
}

function tell(origin, providers) {
  const stands = providers.map(({ fake, name }) => `    ${name.padEnd(8)} ${fake.origin}`);
  return [
    "",
    `  Munjigi is ready at ${origin}, with stand-ins of four providers:`,
    ...stands,
    "",
    `  1. Open ${origin}/sign-in and press a provider's button; press 동의 on its page (취소 is no).`,
    `  2. A new account needs a number: send the code, and read it at ${origin}/dev/inbox`,
    `  3. ${origin}/account connects and disconnects the others; deleting the account asks one of them.`,
    `  4. ${origin}/demo is an application. With "provider" it goes to one at once:`,
    `     ${origin}/social/begin?provider=kakao&return=/account`,
    "",
    `  Admin token: ${adminToken}`,
    "  Ctrl+C stops all of it; nothing is kept.",
    "",
    "",
  ].join("\n");
}
