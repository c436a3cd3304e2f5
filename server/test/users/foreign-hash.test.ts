/** @module Passwords that other systems have hashed: each form opens its account once, and is ours from then on; how long an answer takes tells nothing. */
import { argon2Sync } from "node:crypto";
import { hash as bcrypt } from "@node-rs/bcrypt";
import { beforeAll, describe, expect, test } from "vitest";
import { hashProblem } from "../../dist/users/foreign-hash.js";
import { isPassword } from "../../dist/users/password.js";
import { burst, newNumber, suite } from "../harness.js";
import { Visitor } from "../signin/face.js";
import { bothWays, setExperience } from "../signin/kit.js";
import { importLines, outcome } from "./import-kit.js";

const server = suite();
beforeAll(async () => await setExperience(server, { signIn: { methods: bothWays } }));

/** The example of https://github.com/firebase/scrypt. */
const firebase = {
  signerKey: "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==",
  saltSeparator: "Bw==",
  rounds: 8,
  memCost: 14,
};
const firebaseHash = {
  algorithm: "firebase-scrypt",
  salt: "42xEC+ixf3L2lw==",
  hash: "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
};

function argon2(algorithm: "argon2id" | "argon2i" | "argon2d", password: string) {
  const nonce = Buffer.from("a salt of sixteen");
  const figures = { memory: 1024, passes: 3, parallelism: 2, tagLength: 32 };
  const tag = argon2Sync(algorithm, { message: password, nonce, ...figures });
  const text = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  return `$${algorithm}$v=19$m=1024,t=3,p=2$${text(nonce)}$${text(tag)}`;
}

async function signIn(number: string, password: string) {
  const visitor = new Visitor(server.origin, "json");
  await visitor.open("/sign-in");
  await visitor.act("send", { phone: number });
  await visitor.act("use-password");
  return (await visitor.act("try-password", { password })).state;
}

const PASSWORD = "quiet river 77";
const OURS = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;
let people = 0;

async function bring(passwordHash: unknown) {
  const number = newNumber();
  const externalId = `of-${people++}`;
  const line = { externalId, identifiers: [{ kind: "phone", value: number, verified: true }], passwordHash };
  const { report } = await importLines(server, [{ settings: { firebaseScrypt: firebase } }, line]);
  expect(outcome(report)).toEqual(["settings", "created"]);
  const kept = async () =>
    (await server.sql<{ passwordHash: string }[]>`select password_hash from users where external_id = ${externalId}`)[0]
      ?.passwordHash;
  return { number, kept, line };
}

describe("opens the account, and is ours from then on", () => {
  test.each([
    ["bcrypt 2a", async () => (await bcrypt(PASSWORD, { cost: 4 })).replace("$2b$", "$2a$"), PASSWORD],
    ["bcrypt 2b", () => bcrypt(PASSWORD, { cost: 5 }), PASSWORD],
    [
      "bcrypt 2y, as PHP writes it",
      async () => (await bcrypt(PASSWORD, { cost: 4 })).replace("$2b$", "$2y$"),
      PASSWORD,
    ],
    ["argon2id", async () => argon2("argon2id", PASSWORD), PASSWORD],
    ["argon2i", async () => argon2("argon2i", PASSWORD), PASSWORD],
    ["argon2d", async () => argon2("argon2d", PASSWORD), PASSWORD],
    ["Firebase's scrypt", async () => firebaseHash, "user1password"],
    [
      "Hangul, typed in pieces",
      () => bcrypt("비밀번호 가나다".normalize("NFC"), { cost: 4 }),
      "비밀번호 가나다".normalize("NFD"),
    ],
  ])("%s", async (_name, make, password) => {
    await server.sql`delete from limit_counters`;
    const { number, kept, line } = await bring(await make());
    expect(await signIn(number, `${password}.`)).toBe("password");
    expect(await kept()).not.toMatch(OURS);
    expect(await signIn(number, password)).toBe("done");
    const first = await kept();
    expect(first).toMatch(OURS);
    expect(await signIn(number, password)).toBe("done");
    expect(await kept()).toBe(first);
    expect(outcome((await importLines(server, [{ settings: { firebaseScrypt: firebase } }, line])).report)).toEqual([
      "settings",
      "unchanged",
    ]);
  });

  test("the key of Firebase's project is in no column in clear", async () => {
    const { kept } = await bring(firebaseHash);
    expect(await kept()).toMatch(/^\$firescrypt\$ln=14,r=8,p=1\$/);
    expect(await kept()).not.toContain(firebase.signerKey.slice(0, 20));
  });

  test("bcrypt saw 72 bytes of it: it opens, and stays as it is, for nobody knows the rest", async () => {
    await server.sql`delete from limit_counters`;
    const long = "n".repeat(80);
    const { number, kept } = await bring(await bcrypt(long.slice(0, 72), { cost: 4 }));
    const before = await kept();
    expect(await signIn(number, long)).toBe("done");
    expect(await kept()).toBe(before);
    expect(await signIn(number, long.slice(0, 71))).toBe("password");
  });

  test("four windows at once: all are let in, and there is one hash", async () => {
    await server.sql`delete from limit_counters`;
    const { number, kept } = await bring(await bcrypt(PASSWORD, { cost: 4 }));
    const windows: Visitor[] = [];
    for (let n = 0; n < 4; n++) {
      const visitor = new Visitor(server.origin, "json");
      await visitor.open("/sign-in");
      await visitor.act("send", { phone: number });
      await visitor.act("use-password");
      windows.push(visitor);
      await server.sql`delete from limit_counters`;
    }
    const states = await burst(4, async (n) => (await windows[n]?.act("try-password", { password: PASSWORD }))?.state);
    expect(states).toEqual(["done", "done", "done", "done"]);
    expect(await kept()).toMatch(OURS);
  });
});

test("a wrong password is answered no sooner than the dearest hash would be, whosever it is", async () => {
  const open = () => firebase.signerKey;
  const hashes = [
    null,
    await bcrypt("x", { cost: 4 }),
    argon2("argon2id", "x"),
    `$firescrypt$ln=14,r=8,p=1$${firebaseHash.salt}$${firebaseHash.hash}$Bw==$k1.x`,
  ];
  for (const hash of hashes) {
    const from = performance.now();
    expect(await isPassword("wrong", hash, open)).toBe(false);
    expect(performance.now() - from).toBeGreaterThanOrEqual(745);
  }
  const lost = () => {
    throw new Error("the ring has lost the key");
  };
  expect(await isPassword("user1password", hashes[3] as string, lost)).toBe(false);
});

test("what a hash may be, and what it may cost", () => {
  const [salt, tag] = ["c2FsdHNhbHQ", "dGFndGFndGFndGFndGFndGFn"];
  const of = (figures: string) => hashProblem(`$argon2id$v=19$${figures}$${salt}$${tag}`);
  // What argon2-cffi, node-argon2, PHP and Spring make.
  for (const usual of ["m=65536,t=3,p=4", "m=65536,t=4,p=1", "m=16384,t=2,p=1", "m=102400,t=2,p=8", "m=19456,t=2,p=1"])
    expect(of(usual), usual).toBeUndefined();
  expect(["m=65536,t=9,p=1", "m=300000,t=1,p=1", "m=65536,t=1,p=17", "m=999999999,t=999999999,p=1"].map(of)).toEqual(
    Array(4).fill("too_costly"),
  );
  expect(["m=0,t=1,p=1", "m=8,t=0,p=1", "m=8,t=1,p=0", "m=8,t=1,p=2", "m=-1,t=1,p=1"].map(of)).toEqual(
    Array(5).fill("unknown"),
  );
  expect(hashProblem(`$2b$13$${"a".repeat(53)}`)).toBeUndefined();
  expect(hashProblem(`$2b$14$${"a".repeat(53)}`)).toBe("too_costly");
  for (const none of ["$2x$10$", "$2b$03$", "$2b$32$"].map((head) => head + "a".repeat(53)))
    expect(hashProblem(none)).toBe("unknown");
});
