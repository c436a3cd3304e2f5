/** @module The texts of a config as a phone would show them: filled with samples, shortened as they are when they are sent. */
import { eucKrBytes } from "@munjigi/connectors/kit/euc-kr";
import { type Measure, measureText } from "@munjigi/connectors/kit/measure-text";
import { fillTemplate, tellsLink } from "@munjigi/connectors/kit/templates";
import type { MessageConnector, Template } from "@munjigi/connectors/message-connector";
import { composeText } from "./compose-text.js";
import { maxBytesOf } from "./find-unsendable.js";

/** What stands in the texts in place of what is not known yet. */
export interface Samples {
  brand: string;
  /** The service's, where pages may read the code. */
  webOtpHost: string | undefined;
  /** Of an invitation. */
  link: string;
  organization: string;
}

export interface TextPreview {
  /** Which of `config.templates`. */
  index: number;
  /** As it is sent. */
  text: string;
  /** Of e-mail. */
  subject: string | null;
  /** Of the words as they were written; a text that is too long is shortened before it is sent. */
  bytes: number;
  parts: number;
  priceClass: Measure["priceClass"];
  /** Korean texts alone: `shortened` to what a short message holds, or `replaced` by our own words where not even that helps. */
  change: "shortened" | "replaced" | null;
}

const CODE = "284193";
const MINUTES = 10;
const MAX_TEXTS = 200;

/** Of a config that need not be right: entries that are no texts have no preview. */
export function previewTexts(connector: MessageConnector, config: unknown, samples: Samples): TextPreview[] {
  const { templates } = (config ?? {}) as { templates?: unknown };
  if (!Array.isArray(templates)) return [];
  return templates.slice(0, MAX_TEXTS).flatMap((one: unknown, index) => {
    const template = (one ?? {}) as Template;
    const isText = typeof template.content === "string" && template.content !== "";
    return isText ? [{ index, ...previewText(connector, config, template, samples) }] : [];
  });
}

function previewText(
  connector: MessageConnector,
  settings: unknown,
  template: Template,
  samples: Samples,
): Omit<TextPreview, "index"> {
  const content = template.content as string;
  const isEmail = connector.type === "Email";
  const { brand, link, organization, webOtpHost } = samples;
  if (tellsLink(template)) {
    const text = fillTemplate(content, { link, brand, organization });
    return { text, subject: subjectOf(template, samples), ...measure(connector, text, template), change: null };
  }
  const isKorean = !isEmail && isForKorea(connector, template);
  const compose = (words: string | undefined, korean: boolean) =>
    composeText({
      ...{ locale: template.locale ?? "en", brand, code: CODE, doNotShare: false, minutes: MINUTES, korean },
      ...(words !== undefined && { content: words }),
      ...(webOtpHost !== undefined && !isEmail && { webOtpHost }),
    });
  const whole = compose(content, false);
  const sent = compose(content, isKorean);
  const isTooLong =
    isKorean && connector.limits.charset === "euc-kr" && eucKrBytes(sent) > maxBytesOf({ connector, settings });
  const text = isTooLong ? compose(undefined, true) : sent;
  return {
    text,
    subject: isEmail ? subjectOf(template, samples) : null,
    ...measure(connector, whole, template),
    change: isTooLong ? "replaced" : isKorean && eucKrBytes(sent) < eucKrBytes(whole) ? "shortened" : null,
  };
}

/** Abroad the vendor's own charset counts; Korean carriers have theirs, whoever hands them the text. */
const isForKorea = ({ limits }: MessageConnector, { locale }: Template) =>
  limits.charset === "euc-kr" || locale?.toLowerCase().startsWith("ko") === true;

function measure(connector: MessageConnector, text: string, template: Template) {
  if (connector.type === "Email") return { bytes: Buffer.byteLength(text), parts: 1, priceClass: null };
  const { bytes, parts, priceClass } = measureText(
    text,
    isForKorea(connector, template) ? { charset: "euc-kr" } : connector.limits,
  );
  return { bytes, parts, priceClass };
}

const subjectOf = ({ subject }: Template, { brand }: Samples) =>
  typeof subject === "string" ? fillTemplate(subject, { code: CODE, brand, minutes: String(MINUTES) }) : null;
