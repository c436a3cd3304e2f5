/**
 * @module The settings that a file may have in its first line, `{"settings": {"firebaseScrypt": {…}}}`: how Firebase hashed the
 * passwords, as its console shows it. Of the key nothing is told.
 */
import { z } from "zod";
import { AppError } from "../../errors.js";
import { FIREBASE_BOUNDS } from "../foreign-hash.js";
import { parseObject } from "./read-person.js";

const base64 = z
  .string()
  .max(512)
  .regex(/^[A-Za-z0-9+/_-]*={0,2}$/);

const settingsSchema = z.strictObject({
  settings: z.strictObject({
    firebaseScrypt: z
      .strictObject({
        signerKey: base64.min(1),
        saltSeparator: base64.default(""),
        rounds: z.int().min(1).max(FIREBASE_BOUNDS.rounds),
        memCost: z.int().min(1).max(FIREBASE_BOUNDS.memCost),
      })
      .optional(),
  }),
});

export type GivenSettings = z.output<typeof settingsSchema>["settings"];

/** `undefined`: the line is a person's. Throws `user_import.settings_invalid` with the member that is wrong. */
export function readSettings(line: string): GivenSettings | undefined {
  const given = parseObject(line);
  if (!given || !("settings" in given)) return undefined;
  const read = settingsSchema.safeParse(given);
  if (read.success) return read.data.settings;
  throw new AppError("user_import.settings_invalid", {
    parameter: read.error.issues[0]?.path.map(String).join(".") || "settings",
  });
}
