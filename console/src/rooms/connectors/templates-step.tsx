/** @module The texts of a connector: one for each use, in as many languages as one likes, as a phone would show them. */
import { SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Button } from "../../kit/button.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Note } from "../../kit/page.js";
import { ByteMeter } from "./byte-meter.js";
import { PhonePreview } from "./phone-preview.js";
import { type Config, type Factory, keepsTexts, type Problem, problemAt } from "./schema.js";
import type { TextPreview } from "./use-check.js";
import { connectorWords } from "./words.js";

const words = {
  ko: {
    usesLabel: "문구를 쓰는 곳",
    rest: "따로 쓰지 않은 것은 ‘앱에서 보낸 인증’ 문구로 나갑니다.",
    none: "따로 쓰지 않음",
    language: "언어",
    languages: { ko: "한국어", en: "English", ja: "日本語", "zh-CN": "简体中文", "": "그 밖의 언어" } as Record<
      string,
      string
    >,
    add: "언어 추가",
    own: "이 문구 따로 쓰기",
    remove: "이 문구 지우기",
    reset: "기본으로 되돌리기",
    text: "문구",
    subject: "제목",
    format: "형식",
    code: "업체의 템플릿 코드",
    insert: "넣기",
    inJson: "국내와 해외가 다른 템플릿 코드입니다. 설정 단계의 JSON에서 고칩니다.",
    vendors: "이 업체는 문구를 업체에 등록해 두고 코드만 받습니다. 용도마다 템플릿 코드를 적어 주세요.",
    optional: "문구를 두지 않으면 코드만 게이트웨이에 보냅니다.",
    start: "기본 문구로 시작하기",
    shortened: "80바이트에 맞춰 줄여 보냅니다. 안내 문장, 대괄호, 브랜드 순서로 줄입니다.",
    replaced: "너무 길어서 이 문구 대신 기본 문구로 보냅니다. 문구를 줄이거나 설정에서 LMS를 허용해 주세요.",
    lms: "90바이트가 넘어 LMS로 나갑니다. 요금이 약 3배입니다.",
  },
  en: {
    usesLabel: "Where a text is used",
    rest: "What has no text of its own goes out as “Codes your apps send”.",
    none: "no text of its own",
    language: "Language",
    languages: { ko: "한국어", en: "English", ja: "日本語", "zh-CN": "简体中文", "": "Any other" } as Record<
      string,
      string
    >,
    add: "Add a language",
    own: "Give it a text of its own",
    remove: "Remove this text",
    reset: "Back to the default",
    text: "Text",
    subject: "Subject",
    format: "Format",
    code: "The vendor's template code",
    insert: "Insert",
    inJson: "The code differs at home and abroad. Change it in the JSON of the settings.",
    vendors: "This vendor keeps the texts and is sent the code alone. Give the template code of each use.",
    optional: "Without texts the gateway is sent the code alone.",
    start: "Begin with the default texts",
    shortened: "It is shortened to 80 bytes: the warning goes first, then the brackets, then letters of the brand.",
    replaced: "It is too long, so the default text goes out in its place. Shorten it, or allow LMS in the settings.",
    lms: "Over 90 bytes it goes out as LMS, at about three times the price.",
  },
};

interface Template {
  usageType: string;
  locale?: string;
  content?: string;
  templateCode?: unknown;
  subject?: string;
  contentType?: string;
}

const USES = [
  ...["SignIn", "Register", "ForgotPassword", "Generic", "BindNewIdentifier", "UserPermissionValidation"],
  "OrganizationInvitation",
];
const REQUIRED = ["SignIn", "Register", "ForgotPassword", "Generic"];
const PLACES = ["code", "brand", "minutes"];
const LINK_PLACES = ["link", "brand", "organization"];

const templatesOf = (config: Config): Template[] =>
  Array.isArray(config.templates) ? (config.templates as Template[]) : [];

export function TemplatesStep({
  kind,
  config,
  onChange,
  problems,
  texts,
  isReadOnly,
}: {
  kind: Factory;
  config: Config;
  onChange: (config: Config) => void;
  problems: readonly Problem[];
  texts: readonly TextPreview[];
  isReadOnly: boolean;
}) {
  const t = useWords(words);
  const w = useWords(connectorWords);
  const { language } = useLanguage();
  const [use, setUse] = useState("SignIn");
  const [locale, setLocale] = useState("ko");
  const templates = templatesOf(config);
  const uses = [...USES, ...new Set(templates.map(({ usageType }) => usageType).filter((one) => !USES.includes(one)))];
  const indexes = templates.flatMap(({ usageType }, index) => (usageType === use ? [index] : []));
  const index =
    indexes.find((one) => (templates[one]?.locale ?? "") === locale) ??
    indexes.find((one) => templates[one]?.locale === undefined) ??
    indexes[0];
  const template = index === undefined ? undefined : templates[index];
  const change = (next: Template[]) => onChange({ ...config, templates: next });
  const set = (members: Partial<Template>) =>
    change(templates.map((one, n) => (n === index ? { ...one, ...members } : one)));
  const defaults = (kind.defaults as { templates?: Template[] }).templates ?? [];
  const defaultOf = (usageType: string, wanted: string) => {
    const same = defaults.filter((one) => one.usageType === usageType);
    const from = same.length > 0 ? same : defaults.filter((one) => one.usageType === "Generic");
    return from.find((one) => (one.locale ?? "") === wanted) ?? from[0];
  };
  const addText = (wanted: string) => {
    const { locale: _, ...like } = defaultOf(use, wanted) ?? { content: "[{{brand}}] {{code}}" };
    const words =
      use === "OrganizationInvitation" && "content" in like ? { content: "[{{brand}}] {{organization}} {{link}}" } : {};
    change([...templates, { ...like, ...words, usageType: use, ...(wanted !== "" && { locale: wanted }) }]);
    setLocale(wanted);
  };
  const preview = texts.find((one) => one.index === index);
  const isCodes = keepsTexts(kind);
  const locales = indexes.map((one) => templates[one]?.locale ?? "");
  const nameOf = (one: string) => t.languages[one] ?? one;
  const error = (member: string) =>
    index === undefined ? undefined : problemAt(problems, ["templates", String(index), member]);

  if (templates.length === 0)
    return (
      <div className="card pad stack">
        <p>{t.optional}</p>
        <div>
          <Button disabled={isReadOnly} onClick={() => change(startingTexts(defaults))}>
            {t.start}
          </Button>
        </div>
      </div>
    );
  return (
    <div className="card tmpl">
      <nav aria-label={t.usesLabel}>
        <ul className="uses">
          {uses.map((one) => (
            <li key={one}>
              <button type="button" aria-current={one === use ? "true" : undefined} onClick={() => setUse(one)}>
                <span className="grow">{w.uses[one] ?? one}</span>
                {problemsOfUse(problems, templates, one) ? <Badge tone="bad">!</Badge> : null}
                {!templates.some(({ usageType }) => usageType === one) && <span className="quiet">{t.none}</span>}
              </button>
            </li>
          ))}
        </ul>
        <p className="small quiet top8">{isCodes ? t.vendors : t.rest}</p>
      </nav>
      <div className="stack">
        {!template ? (
          <div>
            <Button disabled={isReadOnly} onClick={() => addText("ko")}>
              {t.own}
            </Button>
          </div>
        ) : (
          <>
            <div className="row wrap between">
              <SegmentedControl
                size="xs"
                aria-label={t.language}
                value={template.locale ?? ""}
                onChange={setLocale}
                data={locales.map((value) => ({ value, label: nameOf(value) }))}
              />
              {!isReadOnly && (
                <div className="row wrap">
                  <Select
                    size="xs"
                    w={130}
                    aria-label={t.add}
                    placeholder={t.add}
                    value={null}
                    data={Object.keys(t.languages)
                      .filter((one) => !locales.includes(one))
                      .map((value) => ({ value, label: nameOf(value) }))}
                    onChange={(value) => value !== null && addText(value)}
                  />
                  {defaultOf(use, template.locale ?? "")?.content !== undefined && (
                    <Button
                      isSmall
                      tone="ghost"
                      onClick={() => set({ content: defaultOf(use, template.locale ?? "")?.content ?? "" })}
                    >
                      {t.reset}
                    </Button>
                  )}
                  {(indexes.length > 1 || !REQUIRED.includes(use)) && (
                    <Button isSmall tone="bad" onClick={() => change(templates.filter((_, n) => n !== index))}>
                      {t.remove}
                    </Button>
                  )}
                </div>
              )}
            </div>
            {isCodes ? (
              typeof template.templateCode === "object" && template.templateCode !== null ? (
                <Note>{t.inJson}</Note>
              ) : (
                <TextInput
                  label={t.code}
                  value={typeof template.templateCode === "string" ? template.templateCode : ""}
                  onChange={(event) => set({ templateCode: event.currentTarget.value })}
                  error={error("templateCode")}
                  readOnly={isReadOnly}
                />
              )
            ) : (
              <>
                {kind.type === "Email" && (
                  <div className="g2">
                    <TextInput
                      label={t.subject}
                      value={template.subject ?? ""}
                      onChange={(event) => set({ subject: event.currentTarget.value })}
                      error={error("subject")}
                      readOnly={isReadOnly}
                    />
                    <Select
                      label={t.format}
                      data={["text/plain", "text/html"]}
                      value={template.contentType ?? "text/plain"}
                      allowDeselect={false}
                      onChange={(value) => value && set({ contentType: value })}
                      error={error("contentType")}
                      readOnly={isReadOnly}
                    />
                  </div>
                )}
                <Textarea
                  label={t.text}
                  className="wording"
                  value={template.content ?? ""}
                  onChange={(event) => set({ content: event.currentTarget.value })}
                  error={error("content")}
                  readOnly={isReadOnly}
                  autosize
                  minRows={3}
                  maxRows={16}
                  spellCheck={false}
                />
                {!isReadOnly && (
                  <div className="row wrap">
                    <span className="small quiet">{t.insert}</span>
                    {(use === "OrganizationInvitation" ? LINK_PLACES : PLACES).map((name) => (
                      <Button
                        key={name}
                        isSmall
                        onClick={() => set({ content: `${template.content ?? ""}{{${name}}}` })}
                        aria-label={`${t.insert}: ${name}`}
                      >
                        <code>{name}</code>
                      </Button>
                    ))}
                  </div>
                )}
                {kind.type === "Sms" && preview && (
                  <>
                    <ByteMeter preview={preview} />
                    {preview.change && (
                      <Note tone="warn">{preview.change === "shortened" ? t.shortened : t.replaced}</Note>
                    )}
                    {!preview.change && preview.priceClass === "LMS" && <Note tone="warn">{t.lms}</Note>}
                  </>
                )}
              </>
            )}
          </>
        )}
      </div>
      {!isCodes && (
        <PhonePreview
          language={language}
          isEmail={kind.type === "Email"}
          sender={String(config.from ?? config.sendNo ?? config.sender ?? config.fromEmail ?? "")}
          preview={preview}
        />
      )}
    </div>
  );
}

const startingTexts = (defaults: Template[]): Template[] =>
  defaults.length > 0
    ? defaults
    : REQUIRED.map((usageType) => ({ usageType, content: "[{{brand}}] 인증번호 [{{code}}]" }));

const problemsOfUse = (problems: readonly Problem[], templates: readonly Template[], use: string): boolean =>
  templates.some(
    ({ usageType }, index) => usageType === use && problemAt(problems, ["templates", String(index)]) !== undefined,
  );
