/**
 * @module A data folder, or a file in it, of another user than the one that starts: told at once, with the command that mends it, which
 * then does. As root only, as CI runs: nobody else can start as two users.
 */
import { execFile } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clearAway } from "../kit/postgres-processes.js";
import { run } from "../kit/run-to-end.js";

const CLI = fileURLToPath(new URL("../../dist/start/cli.js", import.meta.url));
const CHECK = new URL("../../dist/start/check-data-folder.js", import.meta.url).href;
/** `daemon` on every Linux: `initdb` wants a user who has a name. */
const USER = 1;

/** Where users come by, and a folder of this user in it. */
let above: string;
let dataDir: string;

beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  await chmod(above, 0o755);
  dataDir = join(above, "data");
});
afterEach(async () => {
  await clearAway(join(dataDir, "pg"));
  await rm(above, { recursive: true, force: true });
});

const own = async () => {
  await mkdir(dataDir, { mode: 0o700 });
  await chown(dataDir, USER, USER);
};

/** Looks at a deployment, which makes it where there is none. */
async function doctor(user: number) {
  const { code, out } = await run({ MUNJIGI_DATA_DIR: dataDir }, { command: [process.execPath, CLI, "doctor"], user });
  const line = out.split("\n").find((one) => one.startsWith("✗"));
  return { code, line };
}

/** Does what a sentence says root is to do. */
async function mend(line: string | undefined): Promise<void> {
  const command = / (?:As root[^:]*|running on it): (.*)$/.exec(line ?? "")?.[1];
  expect(line).toMatch(/: \S/);
  await promisify(execFile)("sh", ["-e", "-c", command as string]);
}

describe.runIf(process.getuid?.() === 0)("the data folder", () => {
  test("root has made it: another user is told, the command mends it, and the database is the same", async () => {
    const first = await doctor(0);
    expect(first.code).toBe(0);
    const refused = await doctor(USER);
    expect(refused.code).toBe(1);
    expect(refused.line).toContain(`${dataDir} belongs to root`);
    expect(refused.line).toContain(`this is user ${USER}`);
    expect(refused.line).toContain(`chown -R ${USER}:${USER} ${dataDir}`);
    await mend(refused.line);
    const mended = await doctor(USER);
    expect([mended.line, mended.code]).toEqual([undefined, 0]);
    expect((await stat(join(dataDir, "pg/PG_VERSION"))).uid).toBe(USER);
    const back = await doctor(0);
    expect(back.line).toMatch(new RegExp(`postgres\\.password belongs to user ${USER}.*sudo -u '#${USER}'`));
    await mend(back.line);
    expect((await doctor(0)).code).toBe(0);
  });

  test("one thing in it is another user's", async () => {
    await own();
    expect((await doctor(USER)).code).toBe(0);
    const before = await readFile(join(dataDir, "secret.key"), "utf8");
    for (const name of ["secret.key", "credentials.env", "postgres.password", "pg"]) {
      await chown(join(dataDir, name), 0, 0);
      const refused = await doctor(USER);
      expect(refused.line).toContain(`${join(dataDir, name)} belongs to root (mode `);
      await mend(refused.line);
    }
    expect((await doctor(USER)).code).toBe(0);
    expect(await readFile(join(dataDir, "secret.key"), "utf8")).toBe(before);
    // Nothing was set aside, and made anew.
    expect((await readdir(dataDir)).filter((one) => one.startsWith("credentials.env"))).toEqual(["credentials.env"]);
  });

  test("it cannot be made, cannot be reached, or is a file", async () => {
    const unmade = await doctor(USER);
    expect(unmade.line).toContain(`The data folder ${dataDir} cannot be made: ${above} belongs to root`);
    await mend(unmade.line);
    expect((await doctor(USER)).code).toBe(0);
    await clearAway(join(dataDir, "pg"));
    await chmod(above, 0o700);
    expect((await doctor(USER)).line).toContain(`${dataDir} cannot be reached by user ${USER}`);
    await chmod(above, 0o755);
    await rm(dataDir, { recursive: true });
    await writeFile(dataDir, "");
    expect((await doctor(USER)).line).toContain(`${dataDir} is no folder`);
    await rm(dataDir);
  });

  test("what a start as root has put elsewhere is named, and not begun anew", async () => {
    // Where nobody but root can come by, it lays the database somewhere else.
    await chmod(above, 0o700);
    await mkdir(dataDir);
    expect((await doctor(0)).code).toBe(0);
    await chmod(above, 0o755);
    const files = await readFile(join(dataDir, "secret.key"), "utf8");
    const owned = await doctor(USER);
    await mend(owned.line);
    const moved = await doctor(USER);
    expect(moved.line).toMatch(/is in \/var\/lib\/munjigi\/\w+\/pg, where a start as root has put it.*mv /);
    await mend(moved.line);
    expect((await doctor(USER)).code).toBe(0);
    expect(await readFile(join(dataDir, "secret.key"), "utf8")).toBe(files);
  });

  test("with a database of one's own it need not be this user's, only be written to", async () => {
    const check = async (user: number) => {
      const program = `import { requireDataFolder } from ${JSON.stringify(CHECK)};
        try { requireDataFolder({ dataDir: ${JSON.stringify(dataDir)}, embedded: false }); console.log("fine"); }
        catch (error) { console.log(error.message); }`;
      const command = [process.execPath, "--input-type=module", "-e", program];
      return (await run({}, { command, user })).out.trim();
    };
    await mkdir(dataDir, { mode: 0o700 });
    expect(await check(USER)).toContain(`The data folder ${dataDir} belongs to root (mode 700)`);
    // What Kubernetes makes of a volume for a pod with `fsGroup`.
    await chown(dataDir, 0, USER);
    await chmod(dataDir, 0o2775);
    expect(await check(USER)).toBe("fine");
    await writeFile(join(dataDir, "credentials.env"), "", { mode: 0o600 });
    expect(await check(USER)).toContain(`${join(dataDir, "credentials.env")} belongs to root (mode 600)`);
    expect(await check(0)).toBe("fine");
  });
});
