/** @module The entry of a connector's templates that fits a message: by what the code is for, and by language. Pure. */
import type { Template } from "@munjigi/connectors/sms/contract";
import { chooseVendorTemplate } from "@munjigi/connectors/sms/templates";
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
