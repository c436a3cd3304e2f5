/** @module A channel whose last connector goes takes its codes along: who would miss them is named before that. */
import { AppError } from "../errors.js";
import { type ConnectorDependencies, channelOf, type MessageType } from "./connector.js";

/** Services that are named. */
const MAX_NAMED = 50;

/** `connector.in_use`, with the services that could send no more and the ways to sign in that would be gone. */
export async function explainLoss(
  { services, signInMethods }: Pick<ConnectorDependencies, "services" | "signInMethods">,
  type: MessageType,
): Promise<AppError> {
  const { rows } = await services.list({ size: MAX_NAMED, cursor: undefined });
  return new AppError("connector.in_use", {
    services: rows.map(({ sid, friendlyName }) => ({ sid, friendlyName })),
    signInMethods: await signInMethods(channelOf(type)),
  });
}
