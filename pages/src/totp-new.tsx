/** @module An authenticator app is set up: scan, or tap, or type; then its first code. */
import type { Context, Sheet } from "./context.js";
import { pageError } from "./context.js";
import { ButtonLink } from "./form.js";
import { QrCode } from "./qr-code.js";
import { CodeForm } from "./totp.js";
import type { TotpNewView } from "./view.js";

export function drawTotpNew(view: TotpNewView, { texts }: Context): Sheet {
  const { setUp } = texts.totp;
  return {
    heading: setUp.heading,
    lead: setUp.lead,
    alert: pageError(view.error, "code"),
    body: (
      <>
        <QrCode text={view.uri} label={setUp.picture} />
        <div class="ways">
          <ButtonLink text={setUp.open} href={view.uri} tone="plain" />
        </div>
        <div class="secret">
          <p class="note" safe>
            {setUp.byHand}
          </p>
          <p class="copied" translate="no" safe>
            {inFours(view.secret)}
          </p>
        </div>
        <CodeForm form={view.form} view={view} texts={texts} fields={{ batch: view.batch }} />
        <div class="acts">
          <ButtonLink text={texts.frame.cancel} href={view.cancelHref} tone="bare" />
        </div>
      </>
    ),
  };
}

const inFours = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join(" ");
