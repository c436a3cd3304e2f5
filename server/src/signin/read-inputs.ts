/** @module The fields of a form, or the members of a JSON body: strings, and ticks. */
import { AppError } from "../errors.js";
import type { Inputs } from "./step.js";

const FIELDS = new Set([
  ...["phone", "country", "email", "username", "password", "code", "name", "with"],
  ...["all", "end-others", "altcha", "credential", "passkeys"],
]);
const MAX_LENGTH = 4096;

/**
 * A form may have more fields than we know: those are passed over, and of a field that is there twice the last counts. JSON is a program's:
 * an unknown member, or one of another type, is refused by name. `ticks`: the names of consents.
 */
export function readInputs(body: unknown, { isJson, ticks }: { isJson: boolean; ticks: readonly string[] }): Inputs {
  if (body === undefined || body === null) return {};
  if (typeof body !== "object" || Array.isArray(body))
    throw new AppError("request.invalid", { parameter: "body", problem: "it must be an object" });
  const inputs: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(body)) {
    const isKnown = FIELDS.has(name) || ticks.includes(name);
    if (!isKnown) {
      if (isJson)
        throw new AppError("request.invalid", {
          parameter: "body",
          problem: "it has a member that this action does not have",
        });
      continue;
    }
    const isTick = name === "all" || name === "end-others" || ticks.includes(name);
    const given = !isJson && Array.isArray(value) ? value.at(-1) : value;
    if (isTick && typeof given === "boolean") {
      if (given) inputs[name] = "on";
      continue;
    }
    if (typeof given !== "string" || (isJson && isTick))
      throw new AppError("request.invalid", {
        parameter: name,
        problem: isTick ? "it must be true or false" : "it must be a string",
      });
    if (given.length > MAX_LENGTH)
      throw new AppError("request.invalid", { parameter: name, problem: "it is too long" });
    inputs[name] = given;
  }
  return inputs;
}
