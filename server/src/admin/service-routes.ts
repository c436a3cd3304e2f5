/** @module Services (brands that send codes), and the numbers that rules about countries and prefixes do not stop. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { withoutAbsent } from "../applications/application.js";
import { serviceSettings, text } from "../environments/service-settings.js";
import { expectationOf } from "../http/entity-tag.js";
import { readServiceSid, readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { findRecipient } from "../recipient.js";
import type { BlockedPrefix, BlockList } from "../services/block-list.js";
import type { SafeList, SafeNumber } from "../services/safe-list.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import { pageAfter, pageSize } from "./page-query.js";

export interface ServiceRoutesOptions {
  services: Pick<Services, "find" | "list" | "create" | "update" | "delete">;
  safeList: Pick<SafeList, "list" | "find" | "add" | "remove">;
  blockList: Pick<BlockList, "list" | "add" | "remove">;
}

const { friendlyName: name } = serviceSettings;
const { codeLength, codeTtlSeconds, resendPolicy, resendWaits, webOtpHost } = serviceSettings;
const { defaultCountry, allowedCountries, defaultLocale } = serviceSettings;
const { customCodeEnabled, doNotShareWarningEnabled, lookupEnabled, skipSmsToLandlines, psd2Enabled } = serviceSettings;

/** What is set here; the rest of Twilio's fields has its own API. */
const settings = {
  name,
  codeLength,
  codeTtlSeconds,
  resendPolicy,
  resendWaits: resendWaits.describe("Seconds after each send before the next; `null`: those of the API."),
  defaultCountry: defaultCountry.describe("Of numbers that are written without one."),
  allowedCountries,
  defaultLocale,
  webOtpHost: webOtpHost.describe("The host of the page that may read the code (WebOTP)."),
  customCodeEnabled,
  doNotShareWarningEnabled,
  lookupEnabled,
  skipSmsToLandlines,
  psd2Enabled,
};
const changes = z.strictObject(settings).partial();
const newService = changes.required({ name: true });

const time = z.iso.datetime();
const serviceResource = z.strictObject({ sid: z.string(), ...settings, createdAt: time, updatedAt: time });
serviceResource.register(z.globalRegistry, { id: "ManagedService" });

const params = z.strictObject({ sid: z.string() });
const nothing = z.strictObject({});

const phoneNumber = z
  .string()
  .max(64)
  .transform((text, context) => {
    const recipient = findRecipient(text);
    if (recipient?.channel === "sms") return recipient.address;
    context.addIssue({ code: "custom", message: "must be a mobile number" });
    return z.NEVER;
  });
/** `+` and digits, also where somebody has pasted a number as people write it. */
const prefix = z
  .string()
  .max(64)
  .transform((text, context) => {
    const whole = findRecipient(text);
    const read = whole?.channel === "sms" ? whole.address : text.replaceAll(/[\s()-]/g, "");
    if (/^\+\d{2,15}$/.test(read)) return read;
    context.addIssue({ code: "custom", message: "must be a mobile number, or + and how numbers begin, such as +881" });
    return z.NEVER;
  });
const note = text.max(200).nullable();
const blockedResource = z.strictObject({ sid: z.string(), prefix: z.string(), note, createdAt: time });
blockedResource.register(z.globalRegistry, { id: "BlockedPrefix" });
const safeNumber = z.strictObject({ sid: z.string(), phoneNumber: z.string() });
safeNumber.register(z.globalRegistry, { id: "SafeNumber" });

export const serviceRoutes: FastifyPluginAsyncZod<ServiceRoutesOptions> = async (
  app,
  { services, safeList, blockList },
) => {
  const listQuery = z.strictObject({ after: pageAfter("VA"), size: pageSize });
  const list = z.strictObject({ services: z.array(serviceResource), next: z.string().nullable() });
  app.get("/services", { schema: { querystring: listQuery, response: { 200: list } } }, async ({ query }) => {
    const { rows, older } = await services.list({
      size: query.size,
      cursor: query.after === undefined ? undefined : { sid: query.after, side: "older" },
    });
    return { services: rows.map(toService), next: older ?? null };
  });

  app.post(
    "/services",
    { schema: { body: newService, response: { 201: serviceResource } } },
    async (request, reply) => {
      const { name, ...rest } = request.body;
      const made = await services.create({ friendlyName: name, ...withoutAbsent(rest) }, actorOf(request));
      return reply.code(201).send(toService(made));
    },
  );

  app.get(
    "/services/:sid",
    { schema: { params, querystring: nothing, response: { 200: serviceResource } } },
    async (request) => toService(await services.find(readServiceSid(request.params.sid))),
  );

  app.patch(
    "/services/:sid",
    { schema: { params, body: changes, response: { 200: serviceResource } } },
    async (request) => {
      const { name, ...rest } = request.body;
      const change = { ...withoutAbsent(rest), ...(name !== undefined && { friendlyName: name }) };
      const expect = expectationOf(request);
      const sid = readServiceSid(request.params.sid);
      const changeSeen = (current: Service) => {
        expect(current);
        return change;
      };
      return toService(await services.update(sid, changeSeen, actorOf(request)));
    },
  );

  app.delete("/services/:sid", { schema: { params, querystring: nothing } }, async (request, reply) => {
    await services.delete(readServiceSid(request.params.sid), actorOf(request));
    return reply.code(204).send();
  });

  const safeQuery = z.strictObject({ after: pageAfter("GN"), size: pageSize });
  const safePage = z.strictObject({ numbers: z.array(safeNumber), next: z.string().nullable() });
  app.get("/safe-list", { schema: { querystring: safeQuery, response: { 200: safePage } } }, async ({ query }) => {
    const { numbers, next } = await safeList.list({ after: query.after, size: query.size });
    return { numbers: numbers.map(toSafeNumber), next };
  });

  app.post(
    "/safe-list",
    { schema: { body: z.strictObject({ phoneNumber }), response: { 201: safeNumber } } },
    async (request, reply) =>
      reply.code(201).send(toSafeNumber(await safeList.add(request.body.phoneNumber, actorOf(request)))),
  );

  app.delete("/safe-list/:sid", { schema: { params, querystring: nothing } }, async (request, reply) => {
    const number = await safeList.find(readSid("GN", request.params.sid, "safe_list.not_found"));
    await safeList.remove(number.phoneNumber, actorOf(request));
    return reply.code(204).send();
  });

  const blockQuery = z.strictObject({ after: pageAfter("BN"), size: pageSize });
  const blockPage = z.strictObject({ blocked: z.array(blockedResource), next: z.string().nullable() });
  app.get("/block-list", { schema: { querystring: blockQuery, response: { 200: blockPage } } }, async ({ query }) => {
    const { blocked, next } = await blockList.list({ after: query.after, size: query.size });
    return { blocked: blocked.map(toBlocked), next };
  });

  app.post(
    "/block-list",
    { schema: { body: z.strictObject({ prefix, note: note.optional() }), response: { 201: blockedResource } } },
    async (request, reply) => {
      const { prefix, note = null } = request.body;
      return reply.code(201).send(toBlocked(await blockList.add({ prefix, note }, actorOf(request))));
    },
  );

  app.delete("/block-list/:sid", { schema: { params, querystring: nothing } }, async (request, reply) => {
    await blockList.remove(readSid("BN", request.params.sid, "block_list.not_found"), actorOf(request));
    return reply.code(204).send();
  });
};

function toService(service: Service): z.output<typeof serviceResource> {
  const { sid, friendlyName, createdAt, updatedAt, ...rest } = service;
  const { codeLength, codeTtlSeconds, resendPolicy, resendWaits, defaultCountry, allowedCountries } = rest;
  const { defaultLocale, webOtpHost, customCodeEnabled, doNotShareWarningEnabled, lookupEnabled } = rest;
  const { skipSmsToLandlines, psd2Enabled } = rest;
  return {
    ...{ sid, name: friendlyName, codeLength, codeTtlSeconds, resendPolicy, resendWaits, defaultCountry },
    ...{ allowedCountries, defaultLocale, webOtpHost, customCodeEnabled, doNotShareWarningEnabled, lookupEnabled },
    ...{ skipSmsToLandlines, psd2Enabled, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() },
  };
}

const toSafeNumber = ({ sid, phoneNumber }: SafeNumber) => ({ sid, phoneNumber });

const toBlocked = ({ sid, prefix, note, createdAt }: BlockedPrefix) => ({
  ...{ sid, prefix, note, createdAt: createdAt.toISOString() },
});
