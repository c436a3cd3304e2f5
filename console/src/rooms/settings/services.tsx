/** @module Services: the brands that send codes, and what a code of theirs is like. */
import { NumberInput, Select, TagsInput, TextInput, Switch as Toggle } from "@mantine/core";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { FormDialog } from "../../kit/dialog.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Empty, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Pages, Table, usePages } from "../../kit/table.js";
import { tagOf } from "../../kit/tag.js";
import { writeSeconds } from "../../kit/time.js";

const words = {
  ko: {
    title: "서비스",
    lead: "인증번호를 보내는 이름입니다. 문자 앞에 이 이름이 붙습니다.",
    make: "서비스 추가",
    edit: "바꾸기",
    none: "서비스가 없습니다",
    name: "이름",
    id: "식별자",
    codeLength: "인증번호 자릿수",
    codeTtl: "유효 시간(초)",
    life: "유효 시간",
    countries: "받는 나라",
    countriesHint: "KR, JP처럼 두 글자 나라 이름.",
    home: "국가 번호 없이 적은 번호의 나라",
    locale: "문자의 말",
    auto: "받는 나라를 따름",
    waits: "다시 보내기까지 기다리는 시간(초)",
    waitsHint: "비우면 기본값. 30, 60처럼 적고 Enter.",
    webOtp: "번호를 읽어 갈 페이지의 호스트 (WebOTP)",
    custom: "앱이 정한 인증번호도 받기",
    warning: "남에게 알려 주지 말라는 문장 붙이기",
    save: "저장하기",
  },
  en: {
    title: "Services",
    lead: "The names that codes are sent under. Texts begin with them.",
    make: "Add a service",
    edit: "Change",
    none: "There is no service",
    name: "Name",
    id: "Identifier",
    codeLength: "Digits of a code",
    codeTtl: "A code lives (seconds)",
    life: "Life of a code",
    countries: "Countries it sends to",
    countriesHint: "Two letters each: KR, JP.",
    home: "Country of numbers without one",
    locale: "Language of texts",
    auto: "As the country has it",
    waits: "Seconds to wait before each resend",
    waitsHint: "Empty: as usual. 30, 60, Enter after each.",
    webOtp: "Host of the page that may read the code (WebOTP)",
    custom: "Accept codes that the app makes",
    warning: "End with a warning not to share the code",
    save: "Save",
  },
};

type Service = Schema<"ManagedService">;

export function Services() {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [form, setForm] = useState<Service | "new">();
  const services = usePages<Service>(["services", "pages"], async (after) => {
    const { services: rows, next } = await api.get("/api/services", { query: { ...(after && { after }) } });
    return { rows, next };
  });
  return (
    <Section
      title={t.title}
      lead={t.lead}
      actions={
        may("admin") && (
          <Button isSmall icon="plus" onClick={() => setForm("new")}>
            {t.make}
          </Button>
        )
      }
    >
      <Pages query={services} empty={<Empty icon="send" title={t.none} />}>
        {(rows) => (
          <Table
            label={t.title}
            rows={rows}
            keyOf={({ sid }) => sid}
            columns={[
              { head: t.name, cell: ({ name }) => <b>{name}</b> },
              { head: t.id, cell: ({ sid }) => <span className="mono quiet">{sid}</span> },
              { head: t.life, cell: ({ codeTtlSeconds }) => writeSeconds(codeTtlSeconds, language) },
              { head: t.countries, cell: ({ allowedCountries }) => allowedCountries.join(", ") },
              {
                head: "",
                cell: (service) =>
                  may("admin") && (
                    <Button isSmall onClick={() => setForm(service)} aria-label={`${t.edit}: ${service.name}`}>
                      {t.edit}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Pages>
      {form && <ServiceForm known={form === "new" ? undefined : form} onClose={() => setForm(undefined)} />}
    </Section>
  );
}

function ServiceForm({ known, onClose }: { known: Service | undefined; onClose: () => void }) {
  const t = useWords(words);
  const api = useApi();
  const [name, setName] = useState(known?.name ?? "");
  const [codeLength, setLength] = useState(known?.codeLength ?? 6);
  const [codeTtlSeconds, setTtl] = useState(known?.codeTtlSeconds ?? 600);
  const [allowedCountries, setCountries] = useState<string[]>(known?.allowedCountries ?? ["KR"]);
  const [defaultCountry, setHome] = useState<string>(known?.defaultCountry ?? "KR");
  const [defaultLocale, setLocale] = useState<string | null>(known?.defaultLocale ?? null);
  const [waits, setWaits] = useState<string[]>(known?.resendWaits?.map(String) ?? []);
  const [webOtpHost, setHost] = useState(known?.webOtpHost ?? "");
  const [customCodeEnabled, setCustom] = useState(known?.customCodeEnabled ?? false);
  const [doNotShareWarningEnabled, setWarning] = useState(known?.doNotShareWarningEnabled ?? false);
  const save = useAction(
    () => {
      const body = {
        ...{ name, codeLength, codeTtlSeconds, customCodeEnabled, doNotShareWarningEnabled, defaultLocale },
        allowedCountries: allowedCountries.map((one) => one.toUpperCase()),
        defaultCountry: defaultCountry.toUpperCase(),
        resendWaits: waits.length === 0 ? null : waits.map(Number),
        webOtpHost: webOtpHost.trim() === "" ? null : webOtpHost.trim(),
      };
      return known
        ? api.patch("/api/services/{sid}", { path: { sid: known.sid }, body, ifMatch: tagOf(known) })
        : api.post("/api/services", { body });
    },
    { stale: [["services"]], onSuccess: onClose },
  );
  return (
    <FormDialog
      title={known ? known.name : t.make}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
      isWide
    >
      <TextInput
        label={t.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <div className="g2">
        <NumberInput label={t.codeLength} value={codeLength} min={4} max={10} onChange={(n) => setLength(Number(n))} />
        <NumberInput
          label={t.codeTtl}
          value={codeTtlSeconds}
          min={120}
          max={86400}
          onChange={(n) => setTtl(Number(n))}
        />
        <TagsInput label={t.countries} description={t.countriesHint} value={allowedCountries} onChange={setCountries} />
        <TextInput label={t.home} value={defaultCountry} onChange={(event) => setHome(event.currentTarget.value)} />
        <Select
          label={t.locale}
          placeholder={t.auto}
          value={defaultLocale}
          data={[
            { value: "ko", label: "한국어" },
            { value: "en", label: "English" },
          ]}
          onChange={setLocale}
          clearable
        />
        <TagsInput label={t.waits} description={t.waitsHint} value={waits} onChange={setWaits} />
      </div>
      <TextInput label={t.webOtp} value={webOtpHost} onChange={(event) => setHost(event.currentTarget.value)} />
      <Toggle
        label={t.custom}
        checked={customCodeEnabled}
        onChange={(event) => setCustom(event.currentTarget.checked)}
      />
      <Toggle
        label={t.warning}
        checked={doNotShareWarningEnabled}
        onChange={(event) => setWarning(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
