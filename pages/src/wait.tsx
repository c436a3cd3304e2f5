/** @module A hard limit: the page counts down and goes on by itself, or at once by another way. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink, WayButton, writeWait } from "./form.js";
import { Icon } from "./icons.js";
import type { WaitView } from "./view.js";

export function drawWait(view: WaitView, { texts }: Context): Sheet {
  const { wait } = texts;
  const seconds = Math.max(1, Math.ceil(view.seconds));
  return {
    icon: <Icon name="clock" />,
    heading: wait.heading,
    lead: wait.lead,
    next: { seconds: Math.max(1, seconds), href: view.href },
    body: (
      <>
        <p
          class="countdown"
          role="timer"
          aria-live="off"
          data-wait-seconds={String(seconds)}
          data-href={view.href}
          data-seconds-text={wait.seconds("#")}
          data-minutes-text={wait.minutes("#", "#")}
          data-over={wait.over}
          safe
        >
          {writeWait(seconds, wait)}
        </p>
        <p class="note" safe>
          {wait.hint}
        </p>
        <p class="unseen" role="status" id="said"></p>
        <div class="acts">
          {view.others.map((way, at) => (
            <WayButton way={way} text={wait.others[way.kind]} tone={at === 0 ? "main" : "plain"} />
          ))}
          <ButtonLink text={wait.retry} href={view.href} tone={view.others.length === 0 ? "plain" : "bare"} />
        </div>
      </>
    ),
  };
}
