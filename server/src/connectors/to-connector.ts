/** @module A connector as administrators see it: all of it, with its secrets masked. */
import type { Connector, ConnectorDependencies, LastFailure, ShownSecret } from "./connector.js";
import { type AnyConnector, isMessageKind } from "./factories.js";
import { findKind } from "./ready-connector.js";
import { receiptUrlOf } from "./receipt-url.js";
import { redirectUriOf } from "./redirect-uri.js";
import { openSettings } from "./sealed-settings.js";
import { hintOf, maskSecrets, secretsOf } from "./settings-secrets.js";
import { makeReadySocial } from "./social-in-use.js";
import { noticeUrlOf } from "./social-urls.js";
import type { ConnectorRow, VersionRow } from "./store.js";

/** May ask a provider, so nothing must be locked meanwhile. */
export async function toConnector(dependencies: ConnectorDependencies, row: ConnectorRow): Promise<Connector> {
  const { factories, origin } = dependencies;
  const kind = factories.find(row.factoryId);
  const token = row.receiptToken;
  return {
    ...showSettings(dependencies, row),
    receiptUrl: kind && isMessageKind(kind) && kind.receipt ? receiptUrlOf(origin, token) : null,
    redirectUri: await findRedirectUri(dependencies, row),
    noticeUrl: kind && !isMessageKind(kind) && kind.notice ? noticeUrlOf(origin, token) : null,
    lastFailure: lastFailureOf(row, kind),
  };
}

/** `null`: it is none of social sign-in, cannot be used, or its provider does not answer. */
async function findRedirectUri(dependencies: ConnectorDependencies, row: ConnectorRow): Promise<string | null> {
  if (row.type !== "Social") return null;
  try {
    // What is in use has its provider's metadata at hand.
    const inUse = dependencies.social.findSocial(row.id);
    const ready = inUse?.versionId === row.versionId ? inUse : makeReadySocial(dependencies, row);
    return await redirectUriOf(ready, { ...dependencies, origin: dependencies.callbackOrigin });
  } catch {
    return null;
  }
}

function lastFailureOf(
  { failureCode: code, failureReason: reason, failedAt: at }: ConnectorRow,
  kind: AnyConnector | undefined,
): LastFailure | null {
  if (reason === null || at === null) return null;
  const remedies = kind?.remedies ?? {};
  return { code, reason, at, remedy: code !== null && Object.hasOwn(remedies, code) ? (remedies[code] ?? null) : null };
}

type Shown = Omit<Connector, "receiptUrl" | "redirectUri" | "noticeUrl" | "lastFailure">;

function showSettings(
  { keyring, factories }: Pick<ConnectorDependencies, "keyring" | "factories">,
  row: ConnectorRow,
): Shown {
  const show = (version: VersionRow): Pick<Shown, "settings" | "secrets" | "problem"> => {
    const { secretsSetAt } = version;
    const tell = (values: ReadonlyMap<string, unknown>): Record<string, ShownSecret> =>
      Object.fromEntries(
        Object.entries(secretsSetAt).map(([path, setAt]) => [path, { setAt, hint: hintOf(values.get(path)) }]),
      );
    try {
      const kind = findKind(factories, row);
      const { settings, problem } = openSettings(keyring, kind, version);
      const known = { settings, secretsSetAt };
      return { settings: maskSecrets(kind, known), secrets: tell(secretsOf(kind, known)), problem };
    } catch (error) {
      return { settings: null, secrets: tell(new Map()), problem: (error as Error).message };
    }
  };
  const { id, factoryId, type, version, createdAt, updatedAt, draft, draftVersion } = row;
  const waiting = draft && show(draft);
  return {
    id,
    factoryId,
    type,
    status: row.status === "draft" && row.tested ? "tested" : row.status,
    version,
    ...show(row),
    draft: draft &&
      waiting && {
        ...{ version: draftVersion as number, settings: waiting.settings, secrets: waiting.secrets },
        tested: draft.tested,
      },
    createdAt,
    updatedAt,
  };
}
