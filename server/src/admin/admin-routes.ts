/** @module Who may enter the console, and the links that let somebody in. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Admin, Console } from "../console/console.js";
import { roles } from "../console/role.js";
import { readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";

export interface AdminRoutesOptions {
  console: Pick<Console, "admins" | "makeLink">;
}

const role = z.enum(roles).describe("`viewer` looks, `operator` sends, lifts and repeats, `admin` does everything.");
const time = z.iso.datetime();
const params = z.strictObject({ user: z.string() });
const nothing = z.strictObject({});
const readUserSid = (text: string) => readSid("US", text, "user.not_found");

const adminResource = z.strictObject({
  user: z.string().describe("`US…`"),
  name: z.string().nullable(),
  role,
  passkeys: z.int().describe("How many they have; without one only a link lets them in."),
  suspended: z.boolean(),
  createdAt: time,
  usedAt: time.nullable().describe("When they used the console last, if it was in the last 12 hours."),
});
adminResource.register(z.globalRegistry, { id: "Admin" });

export const adminRoutes: FastifyPluginAsyncZod<AdminRoutesOptions> = async (
  app,
  { console: { admins, makeLink } },
) => {
  app.get(
    "/admins",
    { schema: { querystring: nothing, response: { 200: z.strictObject({ admins: z.array(adminResource) }) } } },
    async () => ({ admins: (await admins.list()).map(toAdmin) }),
  );

  app.put(
    "/admins/:user",
    { schema: { params, body: z.strictObject({ role }), response: { 200: adminResource } } },
    async (request) =>
      toAdmin(await admins.setRole(readUserSid(request.params.user), request.body.role, actorOf(request))),
  );

  app.delete("/admins/:user", { schema: { params, querystring: nothing } }, async (request, reply) => {
    await admins.remove(readUserSid(request.params.user), actorOf(request));
    return reply.code(204).send();
  });

  app.post(
    "/admin-links",
    {
      schema: {
        body: z.strictObject({
          role: role.default("admin"),
          user: z.string().optional().describe("An administrator who lost their passkey; they keep their role."),
        }),
        response: { 201: z.strictObject({ url: z.string(), expiresAt: time }) },
      },
    },
    async (request, reply) => {
      const { role, user } = request.body;
      const userSid = user === undefined ? undefined : readUserSid(user);
      const { url, expiresAt } = await makeLink({ role, userSid }, actorOf(request));
      return reply.code(201).send({ url, expiresAt: expiresAt.toISOString() });
    },
  );
};

const toAdmin = ({ userSid, name, role, passkeys, isSuspended, createdAt, usedAt }: Admin) => ({
  ...{ user: userSid, name, role, passkeys, suspended: isSuspended },
  ...{ createdAt: createdAt.toISOString(), usedAt: usedAt?.toISOString() ?? null },
});
