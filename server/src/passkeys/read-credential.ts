/** @module What a browser's `PublicKeyCredential.toJSON()` gives (Web Authentication Level 3, §5.1), as text. Pure. */
import { z } from "zod";
import { AppError } from "../errors.js";

const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\w-]+$/);

/** Browsers may send more than is read here. */
const assertion = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(2000),
    userHandle: base64url(100).nullish(),
  }),
  clientExtensionResults: z.object({}).default({}),
});

const attestation = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(8000),
    // Names, as https://www.w3.org/TR/webauthn-3/#enum-transport has them; also those of later browsers.
    transports: z
      .array(z.string().regex(/^[a-z-]{1,32}$/))
      .max(10)
      .optional(),
  }),
  clientExtensionResults: z.object({}).default({}),
});

function read<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const problem = "it must be what PublicKeyCredential.toJSON() gives";
  throw new AppError("request.invalid", { parameter: "credential", problem });
}

export const readAssertion = (text: string) => read(assertion, text);
export const readAttestation = (text: string) => read(attestation, text);
