/** @module The number field, the same everywhere: with a choice of countries where the settings allow more than one. */
import type { Context } from "./context.js";
import { Field } from "./field.js";
import type { Country, Language } from "./view.js";

const countryNames: Record<Language, Intl.DisplayNames> = {
  ko: new Intl.DisplayNames("ko", { type: "region" }),
  en: new Intl.DisplayNames("en", { type: "region" }),
};

/** How numbers are written elsewhere is not known here. */
const KOREAN_EXAMPLE = "010-1234-5678";

export interface PhoneFieldProps {
  context: Context;
  countries: readonly Country[];
  /** Which is chosen; absent: the first. */
  country: string | undefined;
  value: string;
  error: string | undefined;
  tag?: string | undefined;
}

export function PhoneField({ context, countries, country, value, error, tag }: PhoneFieldProps): JSX.Element {
  const { texts, frame } = context;
  const chosen = country ?? countries[0]?.code;
  const isChoice = countries.length > 1;
  return (
    <Field
      id="phone"
      label={texts.fields.phone}
      error={error}
      tag={tag}
      {...(isChoice
        ? {
            before: (
              <Countries countries={countries} chosen={chosen} language={frame.language} label={texts.frame.country} />
            ),
          }
        : {})}
      input={{
        type: "tel",
        autocomplete: "tel webauthn",
        enterkeyhint: "send",
        value,
        ...(chosen === "KR" ? { placeholder: KOREAN_EXAMPLE } : {}),
      }}
    />
  );
}

function Countries(props: {
  countries: readonly Country[];
  chosen: string | undefined;
  language: Language;
  label: string;
}) {
  const { countries, chosen, language, label } = props;
  return (
    <select name="country" aria-label={label} autocomplete="tel-country-code">
      {countries.map(({ code, callingCode }) => (
        <option
          value={code}
          selected={code === chosen}
          {...(code === "KR" ? { "data-example": KOREAN_EXAMPLE } : {})}
          safe
        >
          {`+${callingCode} ${countryNames[language].of(code) ?? code}`}
        </option>
      ))}
    </select>
  );
}
