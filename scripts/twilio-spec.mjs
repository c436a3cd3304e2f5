// Makes server/test/twilio/twilio-spec.json: what Twilio's OpenAPI file says of the resources we serve, property by property,
// so that wire.test.ts beside it fails when an answer of ours lacks one, has one too many or gives one another type. Run it
// when Twilio publishes a new file (github.com/twilio/twilio-oai, spec/json/twilio_verify_v2.json):
//   node scripts/twilio-spec.mjs twilio_verify_v2.json
import { readFileSync, writeFileSync } from "node:fs";

const spec = JSON.parse(readFileSync(process.argv[2], "utf8"));
const operation = (path, method, status) => spec.paths[path][method].responses[status].content["application/json"];
const example = (...at) => Object.values(operation(...at).examples)[0].value;
const target = (schema) => (schema.$ref ? spec.components.schemas[schema.$ref.split("/").at(-1)] : schema);
const resource = (name) => spec.components.schemas[name].properties;

const service = example("/v2/Services", "post", "201");
const started = example("/v2/Services/{ServiceSid}/Verifications", "post", "201");
const checked = example("/v2/Services/{ServiceSid}/VerificationCheck", "post", "200");
const limits = "/v2/Services/{ServiceSid}/RateLimits";
const limit = example(limits, "post", "201");
const bucket = example(`${limits}/{RateLimitSid}/Buckets`, "post", "201");
const safe = example("/v2/SafeList/Numbers", "post", "201");
const { translations, ...template } = example("/v2/Templates", "get", "200").templates[0];
const attempt = example("/v2/Attempts/{Sid}", "get", "200");
const summary = example("/v2/Attempts/Summary", "get", "200");
const entities = "/v2/Services/{ServiceSid}/Entities";
const entity = example(entities, "post", "201");
const [, newTotp] = Object.values(operation(`${entities}/{Identity}/Factors`, "post", "201").examples);
const challenge = example(`${entities}/{Identity}/Challenges`, "post", "201");
const list = operation("/v2/Services", "get", "200").schema.properties;
const result = {
  "verify.v2.service": describe(resource("verify.v2.service"), service),
  "verify.v2.service.verification": describe(resource("verify.v2.service.verification"), started),
  "verify.v2.service.verification_check": describe(resource("verify.v2.service.verification_check"), checked),
  "verify.v2.service.rate_limit": describe(resource("verify.v2.service.rate_limit"), limit),
  "verify.v2.service.rate_limit.bucket": describe(resource("verify.v2.service.rate_limit.bucket"), bucket),
  "verify.v2.safelist": describe(resource("verify.v2.safelist"), safe),
  // Its translations have the languages for names, so each is looked at by itself.
  "verify.v2.verification_template": describe(resource("verify.v2.verification_template"), {
    ...template,
    translations: {},
  }),
  translation: describe(typesOf(translations.en)),
  "verify.v2.verification_attempt": describe(resource("verify.v2.verification_attempt"), attempt),
  "verify.v2.verification_attempts_summary": describe(resource("verify.v2.verification_attempts_summary"), summary),
  "verify.v2.service.entity": describe(resource("verify.v2.service.entity"), entity),
  // The names in metadata and hidden details are the caller's.
  "verify.v2.service.entity.new_factor": describe(resource("verify.v2.service.entity.new_factor"), {
    ...newTotp.value,
    metadata: {},
  }),
  "verify.v2.service.entity.factor": describe(resource("verify.v2.service.entity.factor"), {
    config: newTotp.value.config,
    metadata: {},
  }),
  "verify.v2.service.entity.challenge": describe(resource("verify.v2.service.entity.challenge"), {
    ...challenge,
    hidden_details: {},
    metadata: {},
  }),
  meta: describe(list.meta.properties),
};
writeFileSync(
  new URL("../server/test/twilio/twilio-spec.json", import.meta.url),
  `${JSON.stringify(result, null, 2)}\n`,
);

function describe(properties, shown = {}) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, rule(schema, shown[name])]));
}

/** Objects have no schema of their own in the file: their members are those of its example. */
function rule(schema, shown) {
  const { type, format, pattern, enum: values, nullable = false } = target(schema);
  const members = membersOf(shown);
  return { type: type ?? (members ? "object" : "any"), format, pattern, enum: values, nullable, members };
}

function membersOf(shown) {
  if (typeof shown !== "object" || shown === null || Array.isArray(shown)) return undefined;
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, membersOf(value) ?? null]));
}

/** What an example alone tells. */
function typesOf(shown) {
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [
      name,
      { type: typeof value, ...(name.startsWith("date_") && { format: "date-time" }) },
    ]),
  );
}
