/** @module The languages of the pages, and the web origins that go by these settings. */
import { Checkbox, Select, TagsInput } from "@mantine/core";
import { useWords } from "../../kit/language.js";
import type { PartProps } from "./experience.js";

const words = {
  ko: {
    languages: "화면의 언어",
    text: "브라우저가 바라는 말을 먼저 씁니다.",
    first: "그 밖의 사람에게 보이는 언어",
    names: { ko: "한국어", en: "English" },
    origins: "이 서버를 쓰는 다른 웹 주소",
    originsText:
      "로그인한 뒤 돌아가거나, 직접 만든 로그인 화면이 부를 수 있습니다. https://shop.example처럼 적고 Enter.",
  },
  en: {
    languages: "Languages of the pages",
    text: "What the browser prefers comes first.",
    first: "For everybody else",
    names: { ko: "한국어", en: "English" },
    origins: "Other web origins that use this server",
    originsText:
      "People may be returned to them, and sign-in pages of your own may call from them. Like https://shop.example, Enter after each.",
  },
};

type Language = "ko" | "en";

export function Languages({ draft, change }: PartProps) {
  const t = useWords(words);
  const { languages } = draft;
  return (
    <>
      <Checkbox.Group
        label={t.languages}
        description={t.text}
        value={languages}
        onChange={(value) => value.length > 0 && change({ ...draft, languages: value as Language[] })}
      >
        <div className="row wrap top8">
          {(["ko", "en"] as const).map((one) => (
            <Checkbox key={one} value={one} label={t.names[one]} />
          ))}
        </div>
      </Checkbox.Group>
      <Select
        label={t.first}
        value={languages[0] ?? null}
        data={languages.map((value) => ({ value, label: t.names[value] }))}
        onChange={(first) =>
          first && change({ ...draft, languages: [first as Language, ...languages.filter((one) => one !== first)] })
        }
        allowDeselect={false}
      />
      <TagsInput
        label={t.origins}
        description={t.originsText}
        value={draft.origins}
        onChange={(origins) => change({ ...draft, origins })}
      />
    </>
  );
}
