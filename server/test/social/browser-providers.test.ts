/** @module Every provider's button in a real browser: every action, in this window and in one of its own. */
import { describe, expect, test } from "vitest";
import { ageProof } from "../signin/kit.js";
import { providerNames } from "./fake-providers.js";
import { desk, phone } from "./site.js";
import { openStage } from "./stage.js";

const { server, providers, person, arriveSignedIn } = await openStage();

describe.each(providerNames)("%s", (name) => {
  test.each([
    ["this window", "redirect", phone],
    ["a window of its own", "popup", desk],
  ] as const)(
    "connected, disconnected, signed in with, asked again, left and signed up with, in %s",
    async (_, mode, look) => {
      const { fake, canRevoke } = providers[name];
      const sid = await arriveSignedIn(look);
      await person.go("/account");
      await person.goThrough(name, "link", mode);
      await person.landsAt("/account?done=social");
      expect(await person.ownersAt(name)).toEqual([sid]);
      // A row of a list opens no window.
      await person.goThrough(name, "unlink");
      await person.landsAt(`/account?done=${canRevoke ? "removed" : "unlinked"}`);
      expect(await person.ownersAt(name)).toEqual([]);
      await person.goThrough(name, "link", mode);
      await person.landsAt("/account?done=social");
      await person.signOut();
      await person.go("/sign-in");
      await person.goThrough(name, "sign-in", mode);
      await person.landsAt("/account");
      await ageProof(server.sql, sid);
      await person.go("/account/link?to=email");
      await person.see("step-up");
      await person.goThrough(name, "step-up", mode);
      await person.landsAt("/account/link?to=email*");
      await ageProof(server.sql, sid);
      await person.go("/account/delete");
      await person.goThrough(name, "withdraw", mode);
      await person.landsAt("/signed-out?*");
      await person.see("signed-out");
      expect(await server.sql`select from users where sid = ${sid}`).toHaveLength(0);
      expect(fake.revoked.length > 0).toBe(canRevoke);
      await person.go("/sign-in");
      await person.goThrough(name, "sign-in", mode);
      await person.landsAt("/account");
      expect(await person.ownersAt(name)).toEqual([expect.not.stringContaining(sid)]);
    },
  );
});
