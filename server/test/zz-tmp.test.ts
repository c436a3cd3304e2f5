import { expect, test } from "vitest";
import { call, createDatabase, service, startApp } from "./harness.js";
test("x", async () => {
  const d = await createDatabase();
  const s = await startApp(d);
  const a = await call(s.origin, service, { FriendlyName: "Renamed" });
  console.log(a.status, s.logLines.filter((l) => l.includes("error")).join(""));
  const b = await call(s.origin, service, {});
  console.log(b.status, s.logLines.filter((l) => l.includes('"level":"error"')).at(-1));
  await s.stop(); await d.drop(); expect(1).toBe(1);
});
