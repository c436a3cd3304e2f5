/** @module A notice that a provider posts to us: whose it is, whether it is the provider's, and what it says. */
import { ForeignNotice, type ReadProviderNotice } from "@munjigi/connectors/social/contract";
import { callProvider } from "../connectors/call-connector.js";
import { type NoticePost, PROVIDER_MS, type SocialDependencies } from "./dependencies.js";

export interface NoticeFound {
  connectorId: string;
  /** `undefined`: it is not the provider's. */
  read: ReadProviderNotice | undefined;
  /** What the provider is to be told. */
  answer: ReadProviderNotice["answer"];
}

/** `undefined`: the address is nobody's. */
export async function readProviderNotice(
  dependencies: SocialDependencies,
  token: string,
  request: NoticePost,
): Promise<NoticeFound | undefined> {
  const { connectors, log } = dependencies;
  const ready = connectors.findSocialByToken(token);
  const { notice } = ready?.kind ?? {};
  if (!ready || !notice) return undefined;
  try {
    const read = await callProvider(dependencies, PROVIDER_MS, (context) =>
      notice.call(ready.kind, request, ready.settings, context),
    );
    return { connectorId: ready.id, read, answer: read.answer };
  } catch (error) {
    if (!(error instanceof ForeignNotice)) throw error;
    log.warn({ connector: ready.id, problem: error.message }, "a notice is not its provider's");
    return { connectorId: ready.id, read: undefined, answer: error.answer };
  }
}
