/** @module The countries that a service sends to. */
import { MultiSelect } from "@mantine/core";
import { useMemo, useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { useCountryName } from "../../kit/names.js";
import { Card, Failure, Note, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { limitWords } from "./words.js";

const A = 65;
const LETTERS = Array.from({ length: 26 }, (_, n) => String.fromCharCode(A + n));
/** Regions that the browser has a name for and that are no country, or are named twice. */
const NO_COUNTRIES = new Set([
  "EU",
  "EZ",
  "UN",
  "QO",
  "XA",
  "XB",
  "ZZ",
  "UK",
  "FX",
  "SU",
  "AN",
  "BU",
  "CS",
  "DD",
  "NT",
]);

/** Every country that the browser can name, by its name. */
function useCountries(): { value: string; label: string }[] {
  const { language } = useLanguage();
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    return LETTERS.flatMap((one) => LETTERS.map((other) => one + other))
      .filter((code) => !NO_COUNTRIES.has(code) && names.of(code) !== undefined)
      .map((code) => ({ value: code, label: `${names.of(code)} (${code})` }))
      .sort((one, other) => one.label.localeCompare(other.label, language));
  }, [language]);
}

export function Countries({ service }: { service: Schema<"ManagedService"> }) {
  const t = useWords(limitWords);
  const api = useApi();
  const may = useMay();
  const countryName = useCountryName();
  const countries = useCountries();
  const [chosen, setChosen] = useState<string[]>(service.allowedCountries);
  const save = useAction(
    () => api.patch("/api/services/{sid}", { path: { sid: service.sid }, body: { allowedCountries: chosen as never } }),
    { stale: [["services"]] },
  );
  const isChanged = chosen.toSorted().join() !== service.allowedCountries.toSorted().join();
  return (
    <Section title={t.countries} lead={t.countriesLead}>
      <Card>
        {may("admin") ? (
          <div className="stack">
            <div className="row wrap">
              <MultiSelect
                className="grow"
                aria-label={t.countriesLabel}
                placeholder={t.addCountry}
                data={countries}
                value={chosen}
                onChange={setChosen}
                searchable
                limit={50}
                hidePickedOptions
              />
              <Button tone="go" disabled={!isChanged} isBusy={save.isPending} onClick={() => save.mutate(undefined)}>
                {t.save}
              </Button>
            </div>
            {save.error && <Failure error={save.error} />}
            {save.isSuccess && !isChanged && <Note tone="ok">{t.saved}</Note>}
          </div>
        ) : (
          <p>{service.allowedCountries.map((code) => `${countryName(code)} (${code})`).join(", ")}</p>
        )}
      </Card>
    </Section>
  );
}
