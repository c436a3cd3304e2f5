/** @module The Flask example of sign-in, started as its README says: Authlib with three addresses and no scope. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newNumber, suite } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { eventually } from "../kit/pace.js";
import { follow, makeApplication } from "../oidc/kit.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { exampleFolder } from "./examples.js";

/** Debian's own Python has Debian's packages; the first in the path may be another one. */
const python = ["/usr/bin/python3", "python3"].find(
  (one) => spawnSync(one, ["-c", "import authlib, flask, requests"]).status === 0,
);

describe.skipIf(!python)("with python3-authlib and python3-flask, which this needs and Debian has", () => {
  const server = suite();
  let origin: string;
  let stop = async () => {};

  beforeAll(async () => {
    await setExperience(server, {});
    const port = await freePort();
    origin = `http://localhost:${port}`;
    const { clientId, clientSecret } = await makeApplication(server, {
      ...{ redirectUris: [`${origin}/callback`], requirePkce: false },
    });
    const child = spawn(python as string, [join(exampleFolder("flask-authlib"), "app.py")], {
      env: {
        ...{ MUNJIGI_URL: server.origin, PORT: String(port) },
        ...{ MUNJIGI_CLIENT_ID: clientId, MUNJIGI_CLIENT_SECRET: clientSecret as string },
      },
      stdio: "ignore",
    });
    const exited = new Promise<void>((done) => child.once("exit", () => done()));
    stop = async () => {
      child.kill();
      await exited;
    };
    await eventually(() =>
      fetch(origin).then(
        () => true,
        () => child.exitCode !== null && Promise.reject(new Error(`app.py ended with ${child.exitCode}`)),
      ),
    );
  });

  afterAll(async () => await stop());

  test("somebody new and then again, in another browser, is shown with the number", async () => {
    const number = newNumber();
    const users = [];
    for (let n = 0; n < 2; n++) {
      const app = new Visitor(origin);
      const leaving = new URL((await app.raw("GET", "/login")).headers.get("location") as string);
      expect([...leaving.searchParams.keys()].sort()).toEqual(["client_id", "redirect_uri", "response_type", "state"]);
      const back = await follow(new Visitor(server.origin), leaving, number);
      await app.raw("GET", back.pathname + back.search);
      const { user } = (await (await app.raw("GET", "/")).json()) as { user: { id: string; phone_number: string } };
      expect(user.phone_number).toBe(number);
      users.push(user.id);
      await app.raw("GET", "/logout");
      expect(await (await app.raw("GET", "/")).json()).toEqual({ signed_in: false, user: null });
    }
    expect(users[0]).toMatch(/^US[0-9a-f]{32}$/);
    expect(users[1]).toBe(users[0]);
  });
});
