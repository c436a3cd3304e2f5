/** @module Deletes a connector with all its versions; the active one only by force. */
import { AppError } from "../errors.js";
import type { ConnectorDependencies } from "./connector.js";
import { deleteConnectorRow, withSwitchLock } from "./store.js";

const MAX_NAMED = 50;

/** Throws `connector.not_found`, and `connector.in_use` with the services that could send no more. */
export async function deleteConnector(
  { sql, refresh, services }: Pick<ConnectorDependencies, "sql" | "refresh" | "services">,
  id: string,
  options: { force: boolean },
): Promise<void> {
  const result = await withSwitchLock(sql, (tx) => deleteConnectorRow(tx, id, options.force));
  if (!result) throw new AppError("connector.not_found");
  if (result.deleted) return await refresh();
  const { rows } = await services.list({ size: MAX_NAMED, cursor: undefined });
  throw new AppError("connector.in_use", {
    services: rows.map(({ sid, friendlyName }) => ({ sid, friendlyName })),
  });
}
