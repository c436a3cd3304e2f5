/** @module Somebody's authenticator app: since when, how many recovery codes are left, new ones, and its end. */
import type { Context, Sheet } from "./context.js";
import { pageError } from "./context.js";
import { Button, ButtonForm, ButtonLink, HiddenFields } from "./form.js";
import { writeTime } from "./time.js";
import type { TotpDetailView } from "./view.js";

export function drawTotpDetail(view: TotpDetailView, { texts, frame }: Context): Sheet {
  const { detail } = texts.totp;
  const added = detail.added(writeTime(view.addedAt, "day", frame.language));
  const used = view.usedAt === undefined ? detail.unused : detail.used(writeTime(view.usedAt, "day", frame.language));
  return {
    heading: detail.heading,
    lead: `${added}\n${used}\n${detail.left(view.codesLeft)}`,
    alert: pageError(view.error),
    body: (
      <div class="acts">
        <form method="post" action={view.codesForm}>
          <HiddenFields fields={{ batch: view.batch }} />
          <Button text={detail.make} tone="plain" />
        </form>
        <p class="note center" safe>
          {detail.makeHint}
        </p>
        <ButtonForm text={detail.remove} href={view.removeForm} tone="danger" />
        <ButtonLink text={texts.frame.cancel} href={view.cancelHref} tone="bare" />
      </div>
    ),
  };
}
