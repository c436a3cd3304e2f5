/** @module The team's name, logo, addresses and colour; how the colour reads is told beside it. */
import { Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Button } from "../../kit/button.js";
import { useWords } from "../../kit/language.js";
import { Note } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";
import type { Experience } from "./draft.js";
import type { PartProps } from "./experience.js";

const words = {
  ko: {
    service: "서비스",
    serviceText: "인증번호를 보내는 이름과 나라가 여기에서 옵니다.",
    oldest: "가장 먼저 만든 서비스",
    name: "이름",
    nameText: "비우면 서비스 이름을 씁니다.",
    urls: {
      homeUrl: "홈 주소",
      logoUrl: "로고 주소 (https, 정사각형)",
      termsUrl: "이용약관 주소",
      privacyUrl: "개인정보처리방침 주소",
      supportUrl: "고객센터 주소",
    },
    colour: "색",
    darkColour: "어두운 화면의 색",
    darkText: "비우면 위의 색에서 고릅니다.",
    pick: "색 고르기",
    schemes: { light: "밝은 화면", dark: "어두운 화면" },
    good: (n: string) => `글자 대비 ${n} : 1. 잘 읽힙니다.`,
    bad: (n: string) => `글자 대비 ${n} : 1. 4.5보다 낮아 잘 읽히지 않습니다.`,
    use: (colour: string) => `${colour} 쓰기`,
  },
  en: {
    service: "Service",
    serviceText: "The name and countries of codes come from it.",
    oldest: "The service made first",
    name: "Name",
    nameText: "Empty: the service's name.",
    urls: {
      homeUrl: "Home",
      logoUrl: "Logo (https, square)",
      termsUrl: "Terms of service",
      privacyUrl: "Privacy policy",
      supportUrl: "Support",
    },
    colour: "Colour",
    darkColour: "Colour in dark",
    darkText: "Empty: made from the colour above.",
    pick: "Pick a colour",
    schemes: { light: "Light", dark: "Dark" },
    good: (n: string) => `Contrast of text ${n} : 1. It reads well.`,
    bad: (n: string) => `Contrast of text ${n} : 1. Below 4.5 it is hard to read.`,
    use: (colour: string) => `Use ${colour}`,
  },
};

type BrandOf = Experience["brand"];
const URLS = ["homeUrl", "logoUrl", "termsUrl", "privacyUrl", "supportUrl"] as const;
const COLOUR = /^#[0-9a-f]{6}$/i;
const orNull = (text: string) => (text === "" ? null : text);

export function Brand({ draft, change }: PartProps) {
  const t = useWords(words);
  const api = useApi();
  const { brand } = draft;
  const set = (changes: Partial<BrandOf>) => change({ ...draft, brand: { ...brand, ...changes } });
  const services = useQuery({
    queryKey: ["services", "names"],
    queryFn: async () => (await api.get("/api/services", { query: { size: 200 } })).services,
  });
  return (
    <>
      <Select
        label={t.service}
        description={t.serviceText}
        placeholder={t.oldest}
        value={draft.serviceSid}
        data={(services.data ?? []).map(({ sid, name }) => ({ value: sid, label: name }))}
        onChange={(serviceSid) => change({ ...draft, serviceSid })}
        clearable
      />
      <TextInput
        label={t.name}
        description={t.nameText}
        value={brand.name ?? ""}
        onChange={(event) => set({ name: orNull(event.currentTarget.value) })}
      />
      {URLS.map((name) => (
        <TextInput
          key={name}
          type="url"
          label={t.urls[name]}
          placeholder="https://"
          value={brand[name] ?? ""}
          onChange={(event) => set({ [name]: orNull(event.currentTarget.value.trim()) })}
        />
      ))}
      <Colour label={t.colour} value={brand.colour} onChange={(colour) => set({ colour })} />
      <Reads brand={brand} scheme="light" onUse={(colour) => set({ colour })} />
      <Colour
        label={t.darkColour}
        text={t.darkText}
        value={brand.darkColour}
        onChange={(darkColour) => set({ darkColour })}
      />
      <Reads brand={brand} scheme="dark" onUse={(darkColour) => set({ darkColour })} />
    </>
  );
}

function Colour({
  label,
  text,
  value,
  onChange,
}: {
  label: string;
  text?: string;
  value: string | null;
  onChange: (colour: string | null) => void;
}) {
  const t = useWords(words);
  return (
    <TextInput
      label={label}
      description={text}
      placeholder="#0b6e4f"
      value={value ?? ""}
      onChange={(event) => onChange(orNull(event.currentTarget.value.trim()))}
      rightSection={
        <input
          className="swatch"
          type="color"
          aria-label={`${label}: ${t.pick}`}
          value={value && COLOUR.test(value) ? value.toLowerCase() : "#0b6e4f"}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      }
    />
  );
}

function Reads({
  brand,
  scheme,
  onUse,
}: {
  brand: BrandOf;
  scheme: "light" | "dark";
  onUse: (colour: string) => void;
}) {
  const t = useWords(words);
  const api = useApi();
  const [{ colour, darkColour }] = useDebouncedValue(brand, 300);
  const isWhole = colour !== null && COLOUR.test(colour) && (darkColour === null || COLOUR.test(darkColour));
  const query = useQuery({
    queryKey: ["colours", colour, darkColour],
    queryFn: () =>
      api.get("/api/sign-in-experience/colours", {
        query: { colour: colour ?? "", ...(darkColour && { darkColour }) },
      }),
    enabled: isWhole,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const palette = query.data?.[scheme];
  if (!isWhole || !palette) return null;
  const { paper, sunken, tint, on } = palette.contrast;
  const least = Math.min(paper, sunken, tint, on).toFixed(1);
  return (
    <Note tone={palette.passes ? "ok" : "warn"}>
      <div className="row wrap">
        <span className="grow">
          {t.schemes[scheme]}: {palette.passes ? t.good(least) : t.bad(least)}
        </span>
        {!palette.passes && (
          <Button isSmall onClick={() => onUse(palette.nearest)}>
            {t.use(palette.nearest)}
          </Button>
        )}
      </div>
    </Note>
  );
}
