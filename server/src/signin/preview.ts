/**
 * @module How settings, in force or not, are shown in a frame of the console: which page, in which scheme, and that nothing on it
 * leads anywhere. Pure.
 */
import type { Service } from "../services/service.js";
import type { FlowWithFacts } from "./flow-store.js";

/** In the place of a draft's identifier: the settings that hold. */
export const SAVED_PREVIEW = "saved";

/** Pages that can be looked at. */
export const previewPages = ["identify", "code", "password", "consent", "profile"] as const;
export type PreviewPage = (typeof previewPages)[number];
export const isPreviewPage = (text: unknown): text is PreviewPage => previewPages.some((page) => page === text);

export type PreviewScheme = "light" | "dark";

/** Of somebody who is not there. */
const PHONE = "+821012345678";

/** A flow of somebody new, as it stands when it comes to a page. */
export function poseFlow(
  blank: FlowWithFacts,
  page: PreviewPage,
  { codeLength, codeTtlSeconds }: Service,
): FlowWithFacts {
  if (page === "identify") return blank;
  const found = { ...blank, recipient: PHONE, channel: "sms", data: { identifierKind: "phone" } } as const;
  if (page === "password") return { ...found, state: "password" };
  if (page !== "code")
    return { ...found, state: page, data: { ...found.data, proved: { kind: "phone", value: PHONE } } };
  const code = { sid: "", secondsLeft: codeTtlSeconds, secondsSinceSend: 0, sends: 1, attempts: 0, codeLength };
  return { ...found, state: "code", purpose: "sign-in", code: { ...code, isTest: false, hasFailed: false } };
}

/**
 * The pages' style sheet, in one scheme whatever the device prefers, and as a browser draws it that runs scripts: in the frame none
 * runs (its sandbox), so that a page that only stands there asks the device for nothing.
 */
export function previewCss(sheet: string, colours: string | undefined, scheme: PreviewScheme): string {
  const when = (isSo: boolean) => (isSo ? "@media all" : "@media not all");
  const fixed = [sheet, colours ?? ""]
    .join("\n")
    .replaceAll("@media (prefers-color-scheme: dark)", when(scheme === "dark"))
    .replaceAll("@media (scripting: none)", when(false))
    .replaceAll("@media (scripting: enabled)", when(true));
  return `${fixed}\n:root {\n  color-scheme: ${scheme};\n}\n`;
}
