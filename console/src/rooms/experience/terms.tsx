/** @module What somebody new agrees to: terms in both languages with their versions, and an age. */
import { NumberInput, TextInput } from "@mantine/core";
import { Button } from "../../kit/button.js";
import { useWords } from "../../kit/language.js";
import type { Experience } from "./draft.js";
import type { PartProps } from "./experience.js";
import { Toggle } from "./toggle.js";

const words = {
  ko: {
    lead: "가입할 때 이 순서로 묻습니다. 판을 바꾸면 이미 동의한 사람에게도 다시 묻습니다.",
    age: "나이 확인",
    ageText: "14를 적으면 만 14세 이상인지 묻습니다. 비우면 묻지 않습니다.",
    add: "약관 추가",
    remove: "빼기",
    term: (n: number) => `약관 ${n}`,
    id: "이름표 (영어 소문자)",
    version: "판",
    ko: "제목 (한국어)",
    en: "제목 (영어)",
    url: "전문 주소",
    both: "언어마다 다른 주소",
    urlKo: "전문 주소 (한국어)",
    urlEn: "전문 주소 (영어)",
    required: "필수",
  },
  en: {
    lead: "They are asked for in this order at sign-up. Another version is asked for again, also of those who agreed.",
    age: "Age",
    ageText: "14 asks whether somebody is 14 or older. Empty: nothing is asked.",
    add: "Add a term",
    remove: "Remove",
    term: (n: number) => `Term ${n}`,
    id: "Name (lower-case letters)",
    version: "Version",
    ko: "Title (Korean)",
    en: "Title (English)",
    url: "Address of the text",
    both: "An address for each language",
    urlKo: "Address of the text (Korean)",
    urlEn: "Address of the text (English)",
    required: "Required",
  },
};

type Term = Experience["terms"][number];

export function Terms({ draft, change }: PartProps) {
  const t = useWords(words);
  const { terms } = draft;
  const set = (index: number, changes: Partial<Term>) =>
    change({ ...draft, terms: terms.map((one, at) => (at === index ? { ...one, ...changes } : one)) });
  const add = () => {
    const free = ["service", "privacy", "marketing"].find((id) => terms.every((one) => one.id !== id));
    const blank: Term = {
      ...{ id: free ?? `term-${terms.length + 1}`, version: "1", required: true, url: null },
      title: { ko: "", en: "" },
    };
    change({ ...draft, terms: [...terms, blank] });
  };
  return (
    <>
      <p className="small quiet">{t.lead}</p>
      <NumberInput
        label={t.age}
        description={t.ageText}
        value={draft.minimumAge ?? ""}
        min={1}
        max={99}
        onChange={(value) => change({ ...draft, minimumAge: value === "" ? null : Number(value) })}
      />
      {terms.map((term, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its name is what is being typed
        <fieldset key={index} className="card pad stack">
          <legend className="small quiet">{t.term(index + 1)}</legend>
          <div className="g2">
            <TextInput
              label={t.ko}
              value={term.title.ko}
              onChange={(event) => set(index, { title: { ...term.title, ko: event.currentTarget.value } })}
            />
            <TextInput
              label={t.en}
              value={term.title.en}
              onChange={(event) => set(index, { title: { ...term.title, en: event.currentTarget.value } })}
            />
            <TextInput
              label={t.id}
              value={term.id}
              onChange={(event) => set(index, { id: event.currentTarget.value })}
            />
            <TextInput
              label={t.version}
              value={term.version}
              onChange={(event) => set(index, { version: event.currentTarget.value })}
            />
          </div>
          <Addresses url={term.url} onChange={(url) => set(index, { url })} />
          <Toggle label={t.required} isOn={term.required} onChange={(required) => set(index, { required })} />
          <div className="row end">
            <Button
              isSmall
              tone="bad"
              onClick={() => change({ ...draft, terms: terms.filter((_, at) => at !== index) })}
            >
              {t.remove}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button icon="plus" onClick={add}>
          {t.add}
        </Button>
      </div>
    </>
  );
}

function Addresses({ url, onChange }: { url: Term["url"]; onChange: (url: Term["url"]) => void }) {
  const t = useWords(words);
  const isBoth = url !== null && typeof url === "object";
  const one = isBoth ? url.ko : (url ?? "");
  return (
    <>
      <Toggle
        label={t.both}
        isOn={isBoth}
        onChange={(isOn) => onChange(isOn ? { ko: one, en: one } : one === "" ? null : one)}
      />
      {isBoth ? (
        <div className="g2">
          <TextInput
            type="url"
            label={t.urlKo}
            value={url.ko}
            onChange={(event) => onChange({ ...url, ko: event.currentTarget.value.trim() })}
          />
          <TextInput
            type="url"
            label={t.urlEn}
            value={url.en}
            onChange={(event) => onChange({ ...url, en: event.currentTarget.value.trim() })}
          />
        </div>
      ) : (
        <TextInput
          type="url"
          label={t.url}
          placeholder="https://"
          value={one}
          onChange={(event) =>
            onChange(event.currentTarget.value.trim() === "" ? null : event.currentTarget.value.trim())
          }
        />
      )}
    </>
  );
}
