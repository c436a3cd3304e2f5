/** @module What other rooms ask of the sign-in experience: what holds, whose service, a draft, the ways in by a channel. */
import { expect, test } from "vitest";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { theServer } from "../../dist/core.js";
import { experienceDefaults } from "../../dist/experience/experience.js";
import { createExperience } from "../../dist/experience/experiences.js";
import { createServices } from "../../dist/services/services.js";
import { credentials, suiteDatabase } from "../harness.js";

const database = suiteDatabase();

function open() {
  const common = { sql: database.sql, clock: systemClock, random: systemRandom };
  const services = createServices(common);
  const experiences = createExperience({
    ...{ ...common, services },
    environment: "development",
    canSend: () => true,
    isSocial: async () => true,
  });
  return { services, experiences };
}

const change = (patch: unknown, version: number) => ({ patch, version, actor: theServer, language: "en" as const });

test("a change is seen at once here", async () => {
  const { experiences } = open();
  expect(await experiences.current()).toEqual({ ...experienceDefaults, version: 0 });
  const changed = await experiences.change(change({ minimumAge: 14 }, 0));
  expect([changed.version, changed.minimumAge]).toEqual([1, 14]);
  expect(await experiences.current()).toEqual(changed);
  expect(await experiences.show()).toEqual(changed);
  await expect(experiences.change(change({ minimumAge: 15 }, 0))).rejects.toThrow("experience.version_changed");
});

test("the service is the one that is named while it lives, else the oldest", async () => {
  const { services, experiences } = open();
  const { sid: named } = await services.create({ friendlyName: "가게" }, theServer);
  expect((await experiences.serviceOf({ serviceSid: null })).sid).toBe(credentials.serviceSid);
  expect((await experiences.serviceOf({ serviceSid: named })).sid).toBe(named);
  await services.delete(named, theServer);
  expect((await experiences.serviceOf({ serviceSid: named })).sid).toBe(credentials.serviceSid);
});

test("a draft is found for a day, by its identifier only", async () => {
  const { experiences } = open();
  const id = await experiences.saveDraft({ brand: { name: "초안" } }, "ko");
  const found = await experiences.findDraft(id);
  expect(found).toEqual({ ...experienceDefaults, brand: { ...experienceDefaults.brand, name: "초안" } });
  for (const other of ["", "x", `XD${"0".repeat(32)}`, `${id}0`])
    expect(await experiences.findDraft(other)).toBeUndefined();
  await database.sql`update experience_drafts set created_at = created_at - interval '24 hours'`;
  expect(await experiences.findDraft(id)).toBeUndefined();
});

test("the ways in by a channel follow the document", async () => {
  const { experiences } = open();
  const { version } = await experiences.show();
  expect(await experiences.methodsBy("email")).toEqual([]);
  const phone = { identifier: "phone", code: true, password: false, first: "code" };
  await experiences.change(change({ signIn: { methods: [phone, { ...phone, identifier: "email" }] } }, version));
  expect([await experiences.methodsBy("email"), await experiences.methodsBy("sms")]).toEqual([["email"], ["phone"]]);
});
