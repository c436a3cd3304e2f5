/** @module The entry of a connector's templates that fits a message: by what it is for, and by language. Pure. */

import { chooseVendorTemplate, tellsLink } from "@munjigi/connectors/kit/templates";
import type { Template } from "@munjigi/connectors/message-connector";
import type { Purpose } from "../codes.js";
import type { Wording } from "./render-message.js";
import { usageTypeOf } from "./usage-type.js";

export interface TemplateSubject {
  purpose: Purpose;
  wording: Wording;
}

const templatesOf = (settings: unknown) => (settings as { templates?: readonly Template[] } | null)?.templates ?? [];

export function findTemplate({ purpose, wording }: TemplateSubject, settings: unknown): Template | undefined {
  const { locale, serviceLocale } = wording;
  return chooseVendorTemplate(templatesOf(settings), usageTypeOf(purpose), [
    locale,
    ...(serviceLocale ? [serviceLocale] : []),
  ]);
}

/** Whether the vendor keeps the texts: then ours is not sent. */
export const keepsTexts = (settings: unknown): boolean =>
  templatesOf(settings).some(({ templateCode }) => templateCode !== undefined);

/**
 * The vendor's text for notices; the one of `Generic` will not do, since it tells a code. Of texts of ours there is none: they all hold
 * a code.
 */
export function findNoticeTemplate(settings: unknown, locale: string): Template | undefined {
  const own = templatesOf(settings).filter((one) => one.usageType === "Notice" && one.templateCode !== undefined);
  return chooseVendorTemplate(own, "Notice", [locale]);
}

/** A text of the connector's own for an invitation. Of no other use: those all hold a code. */
export function findLinkTemplate(settings: unknown, locale: string): Template | undefined {
  const own = templatesOf(settings).filter(tellsLink);
  return chooseVendorTemplate(own, "OrganizationInvitation", [locale]);
}
