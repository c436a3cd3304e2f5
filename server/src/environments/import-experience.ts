/** @module Imports the sign-in experience, after the services and connectors that it names. */
import { at, findId, type Importing, serviceIdOf } from "./importing.js";

export async function importExperience(importing: Importing): Promise<void> {
  const { rooms, file, by, language } = importing;
  if (!file.experience) return;
  const { service, social, ...patch } = file.experience as Record<string, unknown> & {
    service?: string | null;
    social?: { order?: unknown };
  };
  // A connector of its own (`name#2`) is known here by its identifier; a kind is known by the same name everywhere.
  const order =
    Array.isArray(social?.order) &&
    social.order.map((one) =>
      String(one).includes("#") ? (findId(importing, "connectors", String(one)) ?? one) : one,
    );
  const { version } = await rooms.experiences.show();
  await at(["experience"], async () =>
    rooms.experiences.change({
      patch: {
        ...patch,
        ...(social !== undefined && { social: order ? { ...social, order } : social }),
        ...(service !== undefined && { serviceSid: serviceIdOf(importing, service, ["experience", "service"]) }),
      },
      ...{ version, actor: by, language },
    }),
  );
}
