/** @module Buttons of social providers, each as its brand asks: the symbol at the left, the label in the middle, all of one size. */
import type { Context } from "./context.js";
import { HiddenFields } from "./form.js";
import type { ByBrand } from "./texts/texts.js";
import type { SocialBrand, SocialButton } from "./view.js";

/** What pressing it does, which the label says. */
export type SocialPurpose = keyof Context["texts"]["social"]["buttons"];

/** A provider by its name or, where that is none of the four, by its label. */
export function nameBrand(texts: ByBrand, brand: SocialBrand, label: string | undefined): string {
  return brand === "other" ? texts.other(label ?? "") : texts[brand];
}

interface ButtonProps {
  button: SocialButton;
  purpose: SocialPurpose;
  texts: Context["texts"];
  /** Not where the page itself goes on. */
  mayPopUp?: boolean;
  /** The page posts it by itself. */
  isBegin?: boolean;
}

export function SocialButtonForm({ button, purpose, texts, mayPopUp = true, isBegin = false }: ButtonProps) {
  const { brand, label, form, fields, wasLast } = button;
  const asks = mayPopUp && fields.mode === undefined;
  return (
    <form
      method="post"
      action={form}
      {...(asks ? { "data-popup": "" } : {})}
      {...(isBegin ? { "data-begin": "" } : {})}
    >
      <HiddenFields fields={fields} />
      <button class={`button provider ${brand}`} type="submit">
        <BrandSymbol brand={brand} />
        <span safe>{nameBrand(texts.social.buttons[purpose], brand, label)}</span>
        {wasLast ? (
          <span class="tag" safe>
            {texts.frame.lastUsed}
          </span>
        ) : undefined}
      </button>
    </form>
  );
}

interface ListProps {
  buttons: readonly SocialButton[];
  purpose: SocialPurpose;
  texts: Context["texts"];
}

export function SocialButtons({ buttons, purpose, texts }: ListProps): JSX.Element {
  if (buttons.length === 0) return "";
  return (
    <div class="ways">
      {buttons.map((button) => (
        <SocialButtonForm button={button} purpose={purpose} texts={texts} />
      ))}
    </div>
  );
}

/** Once a page: what it says while a pop-up is open. Empty until then. */
export function PopUpStatus({ texts }: { texts: Context["texts"] }): JSX.Element {
  return (
    <div class="popup" data-waiting={texts.social.popUp}>
      <p role="status"></p>
      <button class="link calm" type="button" hidden safe>
        {texts.frame.cancel}
      </button>
    </div>
  );
}

/** In a row of a list. */
export function BrandMark({ brand }: { brand: SocialBrand }): JSX.Element {
  return (
    <span class={`mark ${brand}`}>
      <BrandSymbol brand={brand} />
    </span>
  );
}

/** Drawn here, on 24 × 24. */
const SHAPES = {
  kakao:
    "M12 3.4c-5.4 0-9.7 3.4-9.7 7.6 0 2.7 1.8 5.1 4.6 6.4l-.9 3.5c-.1.4.3.7.6.5l4.2-2.8c.4 0 .8.1 1.2.1 5.4 0 9.7-3.4 9.7-7.7S17.4 3.4 12 3.4Z",
  naver: "M4.500 4h5.200l4.700 6.800V4h5.100v16h-5.200l-4.700-6.800V20H4.500Z",
  apple:
    "M12.200 7.500c1-.1 2.300-1 4-.9 1.400.1 2.600.7 3.400 1.800-2.900 1.800-2.400 5.800.6 7-.7 1.900-2.300 5-4.300 5-1.300 0-1.700-.8-3.300-.8s-2.100.8-3.400.8c-2.300 0-5.200-4.700-5.200-8.400 0-3.400 2.200-5.300 4.500-5.300 1.500 0 2.700.8 3.700.8ZM12.300 6.300C12.100 4 13.900 1.900 16 1.700c.3 2.300-1.600 4.500-3.700 4.600Z",
} as const;

/** Google's in its four colours, which no scheme changes. */
const ARCS = [
  ["#ea4335", "M4.760 8.150A8.200 8.200 0 0 1 18 6.410"],
  ["#fbbc05", "M4.900 16.100a8.200 8.200 0 0 1-.14-7.950"],
  ["#34a853", "M17.270 18.280A8.200 8.200 0 0 1 4.900 16.100"],
  ["#4285f4", "M12 12h8.200a8.200 8.200 0 0 1-2.930 6.280"],
] as const;

function BrandSymbol({ brand }: { brand: SocialBrand }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      {brand === "google" ? (
        ARCS.map(([colour, path]) => <path d={path} stroke={colour} stroke-width="3.700" stroke-linecap="butt" />)
      ) : brand === "other" ? (
        <path d="M14 4h4.500A1.500 1.500 0 0 1 20 5.500v13a1.500 1.500 0 0 1-1.500 1.500H14M4 12h10.500M11 8l4 4-4 4" />
      ) : (
        <path d={SHAPES[brand]} fill="currentColor" stroke="none" />
      )}
    </svg>
  );
}
