/** @module A config before it is saved: what is wrong with it, and its texts as people would get them. */
import type { CheckedConfig } from "../connectors/check-config.js";
import type { Connectors } from "../connectors/connectors.js";
import { isMessageKind } from "../connectors/factories.js";
import type { Language } from "../errors.js";
import { previewTexts, type TextPreview } from "./preview-texts.js";

export interface ConnectorChecks {
  /** Throws `connector.unknown_factory` and `connector.not_found`. */
  check(request: {
    id: string;
    config: unknown;
    language: Language;
  }): Promise<Omit<CheckedConfig, "kind"> & { texts: TextPreview[] }>;
}

interface CheckDependencies {
  connectors: Pick<Connectors, "check">;
  origin: string;
  /** Whose codes people get from the pages. */
  sender: () => Promise<{ brand: string; webOtpHost: string | null }>;
}

const ORGANIZATION = { ko: "개발팀", en: "Developers" };

export function createConnectorChecks({ connectors, origin, sender }: CheckDependencies): ConnectorChecks {
  return {
    async check(request) {
      const { kind, problems, ignored } = await connectors.check(request);
      const { brand, webOtpHost } = await sender();
      const samples = {
        brand,
        webOtpHost: webOtpHost ?? undefined,
        link: `${origin}/i/Ab3dE5gH`,
        organization: ORGANIZATION[request.language],
      };
      const texts = isMessageKind(kind) ? previewTexts(kind, request.config, samples) : [];
      return { problems, ignored, texts };
    },
  };
}
