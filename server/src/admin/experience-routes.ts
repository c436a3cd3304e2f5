/** @module The sign-in experience: what holds, changes of the version one has seen, drafts, and how a colour reads. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { palettesOf } from "../experience/colours.js";
import { experienceSchema } from "../experience/experience.js";
import type { Experiences } from "../experience/experiences.js";
import { etagOf, versionOf } from "../http/entity-tag.js";
import { actorOf } from "../http/require-key.js";
import { languageOf } from "../http/respond-error.js";

export interface ExperienceRoutesOptions {
  experiences: Pick<Experiences, "show" | "change" | "saveDraft">;
}

const path = "/sign-in-experience";
experienceSchema.register(z.globalRegistry, {
  id: "SignInExperience",
  description: "What signing in is like. Every member has a default.",
});

/** Read by the room itself, which says in the caller's language what is wrong where. */
const document = z.record(z.string(), z.unknown());
const draftResource = z.strictObject({
  id: z.string().describe("`XD…`: `GET /sign-in?preview=…` shows it for a day."),
});

const colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, "must be like #0b6e4f")
  .overwrite((text) => text.toLowerCase());
const paletteResource = z.strictObject({
  ...{ accent: z.string(), press: z.string(), on: z.string(), tint: z.string() },
  contrast: z
    .strictObject({ on: z.number(), press: z.number(), paper: z.number(), sunken: z.number(), tint: z.number() })
    .describe("Of the label on the button and the pressed one, and of links on what they stand on. Text needs 4.5."),
  passes: z.boolean().describe("Whether links can be read everywhere."),
  nearest: z.string().describe("The nearest shade whose links can."),
});
paletteResource.register(z.globalRegistry, { id: "Palette" });

export const experienceRoutes: FastifyPluginAsyncZod<ExperienceRoutesOptions> = async (app, { experiences }) => {
  const answer = { response: { 200: experienceSchema } };

  app.get(path, { schema: { querystring: z.strictObject({}), ...answer } }, async (_request, reply) => {
    const { version, ...experience } = await experiences.show();
    return reply.header("etag", etagOf({ version })).send(experience);
  });

  app.patch(path, { schema: { body: document, ...answer } }, async (request, reply) => {
    const { version, ...experience } = await experiences.change({
      patch: request.body,
      version: versionOf(request, "experience"),
      actor: actorOf(request),
      language: languageOf(request),
    });
    return reply.header("etag", etagOf({ version })).send(experience);
  });

  app.post(`${path}/drafts`, { schema: { body: document, response: { 201: draftResource } } }, async (request, reply) =>
    reply.code(201).send({ id: await experiences.saveDraft(request.body, languageOf(request)) }),
  );

  app.get(
    `${path}/colours`,
    {
      schema: {
        querystring: z.strictObject({ colour, darkColour: colour.optional() }),
        response: { 200: z.strictObject({ light: paletteResource, dark: paletteResource }) },
      },
    },
    async ({ query }) => {
      const { light, dark } = palettesOf({ colour: query.colour, darkColour: query.darkColour ?? null });
      if (!light || !dark) throw new Error("a colour has no palette");
      return { light, dark };
    },
  );
};
