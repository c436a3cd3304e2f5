// Copies the Verify services of a Twilio account to Munjigi, with their rate limits and templates, and says at the end what it
// could not copy. Run it in the folder of your app, which has the `twilio` SDK; it may be run again: what is there is left alone.
//
//   TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN                        where from
//   MUNJIGI_URL, MUNJIGI_ACCOUNT_SID, MUNJIGI_AUTH_TOKEN,
//   MUNJIGI_ADMIN_TOKEN                                          where to; data/credentials.env has them
//   COUNTRIES                                                    KR,US,…: the countries the services send to
//   FROM_URL                                                     only to copy from another Munjigi
import twilio from "twilio";

const { FROM_URL, COUNTRIES, MUNJIGI_URL, MUNJIGI_ADMIN_TOKEN } = process.env;
const from = twilio(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN);
if (FROM_URL) from.verify.baseUrl = FROM_URL;
const to = twilio(process.env.MUNJIGI_ACCOUNT_SID, process.env.MUNJIGI_AUTH_TOKEN);
to.verify.baseUrl = MUNJIGI_URL;

/** What a person has to look at. */
const left = [];

const templates = await copyTemplates();
const existing = await to.verify.v2.services.list();
for (const old of await from.verify.v2.services.list()) await copyService(old);

console.log("\nNot copied:");
for (const line of [
  ...left,
  "codes that are on their way: they are checked where they were sent",
  "the safe list, which Twilio cannot list: add its numbers with safelist.create",
  "geo permissions, messaging services, sender pools and events: connectors and docs/connectors take their place",
])
  console.log(`- ${line}`);

async function copyService(old) {
  if (existing.some(({ friendlyName }) => friendlyName === old.friendlyName)) {
    left.push(`${old.sid} "${old.friendlyName}": Munjigi has a service of this name; nothing of it was changed`);
    return;
  }
  const settings = {
    friendlyName: old.friendlyName,
    codeLength: old.codeLength,
    lookupEnabled: old.lookupEnabled,
    psd2Enabled: old.psd2Enabled,
    skipSmsToLandlines: old.skipSmsToLandlines,
    dtmfInputRequired: old.dtmfInputRequired,
    ttsName: old.ttsName ?? undefined,
    doNotShareWarningEnabled: old.doNotShareWarningEnabled,
    customCodeEnabled: old.customCodeEnabled,
    defaultTemplateSid: templates.get(old.defaultTemplateSid),
  };
  const made = await to.verify.v2.services.create(settings).catch((error) => {
    left.push(`${old.sid} "${old.friendlyName}": ${error.message}`);
  });
  if (!made) return;
  console.log(`${old.sid} -> ${made.sid} ${made.friendlyName}`);
  if (old.defaultTemplateSid && !settings.defaultTemplateSid)
    left.push(`${made.sid} "${made.friendlyName}": its default template ${old.defaultTemplateSid}`);
  await copyRegion(old, made);
  await copyRateLimits(old, made);
  for (const name of ["push", "totp", "whatsapp"])
    if (Object.values(old[name] ?? {}).some((value) => typeof value === "string"))
      left.push(`${made.sid} "${made.friendlyName}": its settings of ${name}, which is not served here`);
}

/** Countries and languages: Twilio's API has none, another Munjigi tells its own. */
async function copyRegion(old, made) {
  const told = FROM_URL ? await readService(FROM_URL, from, old.sid) : {};
  const form = new URLSearchParams();
  const countries = COUNTRIES ?? told.allowed_countries?.join(",");
  if (countries) form.set("AllowedCountries", countries);
  else
    left.push(
      `${made.sid} "${made.friendlyName}": its countries; it sends to Korea only. Run again with COUNTRIES, or set AllowedCountries`,
    );
  if (told.default_country) form.set("DefaultCountry", told.default_country);
  if (told.default_locale) form.set("DefaultLocale", told.default_locale);
  if (told.code_ttl_seconds) form.set("CodeTtlSeconds", told.code_ttl_seconds);
  if (told.resend_policy) form.set("ResendPolicy", told.resend_policy);
  if (told.resend_waits) form.set("ResendWaits", told.resend_waits.join(",") || "none");
  if (told.web_otp_host) form.set("WebOtpHost", told.web_otp_host);
  if ([...form].length === 0) return;
  const answer = await fetch(`${MUNJIGI_URL}/v2/Services/${made.sid}`, {
    method: "POST",
    body: form,
    headers: basic(to),
  });
  if (!answer.ok) left.push(`${made.sid} "${made.friendlyName}": its countries: ${(await answer.json()).message}`);
}

async function copyRateLimits(old, made) {
  for (const limit of await from.verify.v2.services(old.sid).rateLimits.list()) {
    const { uniqueName, description } = limit;
    const name = `${made.sid} "${made.friendlyName}": the rate limit ${uniqueName}`;
    try {
      const copy = await to.verify.v2
        .services(made.sid)
        .rateLimits.create({ uniqueName, description: description ?? undefined });
      for (const { max, interval } of await from.verify.v2.services(old.sid).rateLimits(limit.sid).buckets.list())
        await to.verify.v2
          .services(made.sid)
          .rateLimits(copy.sid)
          .buckets.create({ max, interval })
          .catch((error) => left.push(`${name}, its bucket of ${max} in ${interval} s: ${error.message}`));
    } catch (error) {
      left.push(`${name}: ${error.message}`);
    }
  }
}

/** New identifiers by old ones. A template of the same name is taken for the same. */
async function copyTemplates() {
  const known = new Map();
  const there = new Map((await to.verify.v2.templates.list()).map(({ friendlyName, sid }) => [friendlyName, sid]));
  for (const { sid, friendlyName, translations } of await from.verify.v2.templates.list()) {
    if (there.has(friendlyName)) {
      known.set(sid, there.get(friendlyName));
      continue;
    }
    const copy = Object.values(translations).map(({ locale, text, is_default_translation: isDefault }) => ({
      locale,
      text,
      isDefault,
    }));
    const answer = await fetch(`${MUNJIGI_URL}/api/templates`, {
      method: "POST",
      headers: { authorization: `Bearer ${MUNJIGI_ADMIN_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ friendlyName, translations: copy }),
    });
    const made = await answer.json();
    if (answer.ok) known.set(sid, made.sid);
    else left.push(`the template ${sid} "${friendlyName}": ${made.detail ?? answer.status}`);
  }
  return known;
}

async function readService(url, client, sid) {
  const answer = await fetch(`${url}/v2/Services/${sid}`, { headers: basic(client) });
  return answer.ok ? await answer.json() : {};
}

function basic({ username, password }) {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}
