import { chooseVendorTemplate } from "@munjigi/connectors/sms/templates";
import { usageTypeOf } from "./usage-type.js";
const templatesOf = (settings) => settings?.templates ?? [];
export function findTemplate({ purpose, wording }, settings) {
    const { locale, serviceLocale } = wording;
    return chooseVendorTemplate(templatesOf(settings), usageTypeOf(purpose), [
        locale,
        ...(serviceLocale ? [serviceLocale] : []),
    ]);
}
/** Whether the vendor keeps the texts: then ours is not sent. */
export const keepsTexts = (settings) => templatesOf(settings).some(({ templateCode }) => templateCode !== undefined);
/**
 * The vendor's text for notices; the one of `Generic` will not do, since it tells a code. Of texts of ours there is none: they all hold
 * a code.
 */
export function findNoticeTemplate(settings, locale) {
    const own = templatesOf(settings).filter((one) => one.usageType === "Notice" && one.templateCode !== undefined);
    return chooseVendorTemplate(own, "Notice", [locale]);
}
//# sourceMappingURL=find-template.js.map