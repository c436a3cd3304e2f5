/** @module A page that is over: it begins anew with one tap. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import type { EndedView } from "./view.js";

export function drawEnded(view: EndedView, { frame, texts }: Context): Sheet {
  const { homeUrl, name } = frame.brand;
  return {
    icon: <Icon name="door" />,
    heading: texts.ended.heading[view.because],
    lead: texts.ended.lead[view.because],
    body: (
      <div class="acts">
        <ButtonLink text={texts.ended.again[view.purpose]} href={view.againHref} />
        {homeUrl === undefined ? undefined : <ButtonLink text={texts.frame.home(name)} href={homeUrl} tone="bare" />}
      </div>
    ),
  };
}
