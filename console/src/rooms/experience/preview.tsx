/** @module The real pages as they would be, in a frame: on a phone or a computer, in either language and scheme. */
import { SegmentedControl, Select } from "@mantine/core";
import { useDebouncedValue, useElementSize } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLanguage, useWords } from "../../kit/language.js";
import { Failure } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";
import type { Experience } from "./draft.js";

const words = {
  ko: {
    title: "미리 보기",
    device: "기기",
    devices: { phone: "휴대전화", desk: "컴퓨터" },
    language: "말",
    scheme: "밝기",
    schemes: { light: "밝게", dark: "어둡게" },
    page: "화면",
    pages: { identify: "로그인", code: "인증번호", password: "비밀번호", consent: "약관", profile: "가입 정보" },
  },
  en: {
    title: "Preview",
    device: "Device",
    devices: { phone: "Phone", desk: "Computer" },
    language: "Language",
    scheme: "Scheme",
    schemes: { light: "Light", dark: "Dark" },
    page: "Page",
    pages: { identify: "Sign-in", code: "Code", password: "Password", consent: "Terms", profile: "Sign-up details" },
  },
};

const SIZES = { phone: { width: 390, height: 760 }, desk: { width: 1280, height: 900 } };
const languageNames = { ko: "한국어", en: "English" } as const;
const SETTLED_MS = 400;

type PageName = "identify" | "code" | "password" | "consent" | "profile";

/** Those that somebody comes to. */
function pagesOf({ signIn, signUp, terms, minimumAge }: Experience): PageName[] {
  const asksMore =
    signUp.profile.name !== "off" || signUp.password || signUp.identifiers.some((one) => one !== "phone");
  return [
    "identify",
    "code",
    ...(signIn.methods.some(({ password }) => password) ? (["password"] as const) : []),
    ...(terms.length > 0 || minimumAge !== null ? (["consent"] as const) : []),
    ...(asksMore ? (["profile"] as const) : []),
  ];
}

const choices = <Key extends string>(names: Record<Key, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label: label as string }));

export function Preview({
  experience,
  isSaved,
}: {
  experience: Experience;
  /** It is what holds: nothing has to be kept for it to be seen. */
  isSaved: boolean;
}) {
  const t = useWords(words);
  const { language: mine } = useLanguage();
  const api = useApi();
  const { ref, width } = useElementSize();
  const [device, setDevice] = useState<keyof typeof SIZES>("phone");
  const [asked, setLanguage] = useState<"ko" | "en">(mine);
  const [scheme, setScheme] = useState<"light" | "dark">("light");
  const [wanted, setPage] = useState<PageName>("identify");
  const [settled] = useDebouncedValue(experience, SETTLED_MS);
  const draft = useQuery({
    queryKey: ["experience-draft", settled],
    queryFn: () => api.post("/api/sign-in-experience/drafts", { body: settled as never }),
    enabled: !isSaved,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const pages = pagesOf(settled);
  const page = pages.includes(wanted) ? wanted : "identify";
  const language = settled.languages.includes(asked) ? asked : (settled.languages[0] ?? asked);
  const size = SIZES[device];
  const scale = width > 0 ? Math.min(1, width / size.width) : 1;
  const id = isSaved ? "saved" : draft.data?.id;
  return (
    <section className="card look" aria-label={t.title}>
      <div className="row wrap looks">
        <SegmentedControl
          {...{ size: "xs", "aria-label": t.device, value: device, data: choices(t.devices) }}
          onChange={(value) => setDevice(value as keyof typeof SIZES)}
        />
        <SegmentedControl
          {...{ size: "xs", "aria-label": t.language, value: language }}
          data={settled.languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(value) => setLanguage(value as "ko")}
        />
        <SegmentedControl
          {...{ size: "xs", "aria-label": t.scheme, value: scheme, data: choices(t.schemes) }}
          onChange={(value) => setScheme(value as "light")}
        />
        <Select
          {...{ size: "xs", "aria-label": t.page, w: 130, value: page, allowDeselect: false }}
          data={pages.map((value) => ({ value, label: t.pages[value] }))}
          onChange={(value) => value && setPage(value as PageName)}
        />
      </div>
      {draft.error && (
        <div className="looks">
          <Failure error={draft.error} />
        </div>
      )}
      <div className="stage">
        <div ref={ref} />
        {id && width > 0 && (
          <div className="screen" style={{ width: size.width * scale, height: size.height * scale }}>
            <iframe
              title={`${t.title}: ${t.pages[page]}`}
              sandbox="allow-same-origin"
              src={`/sign-in?${new URLSearchParams({ preview: id, page, language, scheme })}`}
              width={size.width}
              height={size.height}
              style={{ transform: `scale(${scale})` }}
            />
          </div>
        )}
      </div>
    </section>
  );
}
