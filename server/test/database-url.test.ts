/** @module What `DATABASE_URL` may say: one host, a socket's folder, several hosts. */
import { expect, test } from "vitest";
import { loadConfig } from "../dist/config.js";
import { readDatabaseUrl } from "../dist/database-url.js";

test.each([
  ["postgres://u:p%40@h/db", { url: "postgres://u:p%40@h/db" }],
  ["postgres://u@localhost/db?host=/tmp/x", { url: "postgres://u@localhost/db", host: "/tmp/x" }],
  [
    "postgres://u:p%2Cq@h1:1,h2/db?target_session_attrs=read-write&sslmode=require",
    {
      url: "postgres://u:p%2Cq@h1:1/db?sslmode=require",
      host: ["h1", "h2"],
      port: [1, 5432],
      target_session_attrs: "primary",
    },
  ],
  [
    "postgresql://u@[::1]:5,[::2]/db",
    { url: "postgresql://u@[::1]:5/db", host: ["::1", "::2"], port: [5, 5432], target_session_attrs: "primary" },
  ],
])("%s", (text, expected) => {
  expect(readDatabaseUrl(text)).toEqual(expected);
  const env = { DATABASE_URL: text, MUNJIGI_SECRET_KEY: `k1:${Buffer.alloc(32).toString("base64")}` };
  expect(loadConfig(env).databaseUrl).toBe(text);
});

test.each([
  "postgres://u@h1:1,h2:x/db",
  "postgres://u@h1:99999,h2/db",
  "postgres://u:a/b@h1,h2/db",
  "postgres://u@h1,,h2/db",
])("%s is none", (text) => {
  const env = { DATABASE_URL: text, MUNJIGI_SECRET_KEY: `k1:${Buffer.alloc(32).toString("base64")}` };
  expect(() => loadConfig(env)).toThrow("The configuration has a mistake");
});
