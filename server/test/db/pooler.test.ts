/**
 * @module A pooler between: one that pools sessions and keeps their settings will do, of every other one it is said at the start what to
 * change. PgBouncer itself where it is installed; what it says of settings is staged everywhere.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkSession } from "../../dist/db/check-session.js";
import { suiteDatabase } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { eventually } from "../kit/pace.js";

const PGBOUNCER = "/usr/sbin/pgbouncer";
const SETTINGS = "statement_timeout, lock_timeout, idle_in_transaction_session_timeout, plan_cache_mode, jit";
const database = suiteDatabase();
const said = (url: string) =>
  checkSession(url).then(
    () => "fine",
    (error: Error) => error.message,
  );

test("PostgreSQL itself will do", async () => {
  expect(await said(database.url)).toBe("fine");
});

test("a pooler that refuses our settings", async () => {
  const server = createServer((socket) => {
    socket.once("data", () => {
      const text = "SFATAL\0C08P01\0Munsupported startup parameter: statement_timeout\0\0";
      const head = Buffer.alloc(5);
      head.write("E");
      head.writeInt32BE(text.length + 4, 1);
      socket.end(Buffer.concat([head, Buffer.from(text)]));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const message = await said(`postgres://munjigi@127.0.0.1:${port}/munjigi`);
  server.close();
  expect(message).toContain("refuses statement_timeout");
  expect(message).toContain(`pool_mode = session, and ignore_startup_parameters = ${SETTINGS}`);
});

describe.runIf(existsSync(PGBOUNCER))("PgBouncer", () => {
  let folder: string;
  let front: Server;
  const children: ChildProcess[] = [];

  /** It does not run as root, and only our own user enters the folder of the embedded PostgreSQL's socket. */
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "munjigi-test-"));
    await chmod(folder, 0o755);
    const { host, port, socketFolder } = placeOf(database.url);
    front = createServer((socket) => {
      const to = connect(socketFolder ? { path: `${socketFolder}/.s.PGSQL.${port}` } : { host, port });
      socket.pipe(to).pipe(socket);
      for (const [one, other] of [
        [socket, to],
        [to, socket],
      ] as const)
        one.on("error", () => other.destroy()).on("close", () => other.destroy());
    });
    await new Promise<void>((done) => front.listen(0, "127.0.0.1", done));
  });
  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    front.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function pooler(mode: "session" | "transaction", settings: string): Promise<string> {
    const port = await freePort();
    const { user, password, name } = placeOf(database.url);
    const file = join(folder, `${mode}-${port}.ini`);
    await writeFile(
      file,
      [
        "[databases]",
        `pooled = host=127.0.0.1 port=${(front.address() as AddressInfo).port} dbname=${name} user=${user} password=${password}`,
        "[pgbouncer]",
        `listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =\nauth_type = any\npool_mode = ${mode}`,
        `ignore_startup_parameters = ${settings}\n`,
      ].join("\n"),
      { mode: 0o600 },
    );
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await chown(file, 65534, 65534);
    children.push(spawn(PGBOUNCER, [file], { stdio: "ignore", ...(isRoot && { uid: 65534, gid: 65534 }) }));
    const url = `postgres://${user}@127.0.0.1:${port}/pooled`;
    await eventually(async () => !/ECONNREFUSED/.test(await said(url)));
    return url;
  }

  test("as it is installed", async () => {
    expect(await said(await pooler("transaction", "extra_float_digits"))).toContain("refuses statement_timeout");
  });

  test("pooling transactions", async () => {
    const message = await said(await pooler("transaction", SETTINGS));
    expect(message).toContain("gives each transaction another session");
    expect(message).toContain("pool_mode = session");
  });

  test("pooling sessions, and dropping our settings: until the role has them", async () => {
    const { user } = placeOf(database.url);
    const url = await pooler("session", SETTINGS);
    const message = await said(url);
    const commands = [...message.matchAll(/ALTER ROLE … (SET \w+ = '\w+');/g)].map(([, set]) => set);
    // The embedded PostgreSQL has `jit` off by itself.
    expect(commands.map((set) => set?.split(" ")[1])).toEqual(expect.arrayContaining(SETTINGS.split(", ").slice(0, 4)));
    const { name } = placeOf(database.url);
    for (const set of commands) await database.sql.unsafe(`alter role "${user}" in database "${name}" ${set}`);
    expect(await said(await pooler("session", SETTINGS))).toBe("fine");
  });
});

function placeOf(text: string) {
  const url = new URL(text);
  return {
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    host: url.hostname,
    port: Number(url.port || 5432),
    socketFolder: url.searchParams.get("host"),
    name: url.pathname.slice(1),
  };
}
