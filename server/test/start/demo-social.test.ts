/** @module `npm run demo:social`: from its start through a sign-up by Kakao's stand-in to its end, which leaves nothing behind. */
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { freePort } from "../kit/free-port.js";
import { eventually } from "../kit/pace.js";
import { clearAway, postgresOf, signal } from "../kit/postgres-processes.js";
import { run } from "../kit/run-to-end.js";
import { codeOf, Visitor } from "../signin/face.js";

const DEMO = fileURLToPath(new URL("../../../scripts/demo-social.mjs", import.meta.url));
const NUMBER = "+821012345678";

/** Agrees on a stand-in's page, as a browser does. Resolves to where that leads. */
async function agree(authorizationUrl: string): Promise<URL> {
  const page = await (await fetch(authorizationUrl)).text();
  const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const items = [...page.matchAll(/name="item" value="(\w+)"/g)].map(([, item]) => ["item", item as string]);
  const query = request.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  const body = new URLSearchParams([["request", query], ["choice", "agree"], ...items]);
  const answer = await fetch(new URL("/decide", authorizationUrl), { method: "POST", redirect: "manual", body });
  return new URL(answer.headers.get("location") ?? "");
}

test("all buttons are there, Kakao's signs up, and Ctrl+C ends everything", async () => {
  const folder = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  // As root PostgreSQL runs as a user of its own, which has to come through.
  await chmod(folder, 0o711);
  const dataFolders = async () => (await readdir(folder)).map((own) => join(folder, own, "pg"));
  let started: string[] = [];
  try {
    const { code, err } = await run(
      { TMPDIR: folder, PORT: String(port) },
      {
        command: [process.execPath, DEMO],
        meanwhile: async (pid, said) => {
          await eventually(async () => said().includes("Ctrl+C stops all of it"));
          expect(said()).toContain(`${origin}/sign-in`);
          started = await dataFolders();
          expect(started.flatMap(postgresOf)).not.toEqual([]);
          const visitor = new Visitor(origin);
          const buttons = async () => {
            const { text } = await visitor.open("/sign-in");
            return ["카카오", "네이버", "Google", "Apple"].filter((name) => text.includes(name)).length;
          };
          await eventually(async () => (await buttons()) === 4);
          const { location } = await visitor.post("/social/start", { provider: "kakao", action: "sign-in" });
          const back = await agree(location ?? "");
          expect(back.origin + back.pathname).toBe(`${origin}/social/callback`);
          expect((await visitor.open(back.pathname + back.search)).state).toBe("profile");
          await visitor.act("fill", { phone: NUMBER });
          const account = await visitor.act("check", { code: await codeOf(origin, NUMBER) });
          expect([account.state, account.text.includes("g***@example.com")]).toEqual(["account", true]);
          // From the terminal and from npm.
          signal(pid, "SIGINT");
          signal(pid, "SIGINT");
        },
      },
    );
    expect([code, err]).toEqual([0, ""]);
    expect(await readdir(folder)).toEqual([]);
    expect(started.flatMap(postgresOf)).toEqual([]);
  } finally {
    for (const data of await dataFolders()) await clearAway(data);
    await rm(folder, { recursive: true, force: true });
  }
});
