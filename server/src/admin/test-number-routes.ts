/** @module Numbers whose codes are fixed by the environment of the server: looked at here, changed where the server is started. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";

export interface TestNumberRoutesOptions {
  /** By E.164; the codes are told to nobody. */
  testNumbers: ReadonlyMap<string, string>;
}

const list = z.strictObject({
  numbers: z.array(z.strictObject({ phoneNumber: z.string().describe("E.164.") })),
  setting: z.literal("MUNJIGI_TEST_NUMBERS").describe("The variable of the environment that they are set by."),
});
list.register(z.globalRegistry, { id: "TestNumbers" });

export const testNumberRoutes: FastifyPluginAsyncZod<TestNumberRoutesOptions> = async (app, { testNumbers }) => {
  app.get("/test-numbers", { schema: { querystring: z.strictObject({}), response: { 200: list } } }, async () => ({
    numbers: [...testNumbers.keys()].map((phoneNumber) => ({ phoneNumber })),
    setting: "MUNJIGI_TEST_NUMBERS" as const,
  }));
};
