/** @module Recovery codes, shown once: to be written down, printed or kept as a file. */
import type { Context, Sheet } from "./context.js";
import { Button, ButtonLink, HiddenFields } from "./form.js";
import type { TotpCodesView } from "./view.js";

export function drawTotpCodes(view: TotpCodesView, { texts }: Context): Sheet {
  const { codes } = texts.totp;
  return {
    heading: codes.heading,
    lead: codes.lead,
    isOnce: true,
    body: (
      <>
        <ol class="codes" translate="no">
          {view.codes.map((code) => (
            <li safe>{code}</li>
          ))}
        </ol>
        <div class="acts">
          <ButtonLink text={codes.saved} href={view.doneHref} />
          <form method="post" action={view.downloadForm}>
            <HiddenFields fields={{ batch: view.batch }} />
            <Button text={codes.download} tone="plain" />
          </form>
        </div>
      </>
    ),
  };
}
